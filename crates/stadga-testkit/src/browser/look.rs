//! The window's size and colours.

use super::{Browser, Seen};
use serde_json::json;

/// Waits until every colour has reached its end: a colour on its way is none that anybody chose.
const SETTLED: &str = "const done = arguments[arguments.length - 1];
    requestAnimationFrame(() => Promise.allSettled(document.getAnimations().map((a) => a.finished)).then(() => done()));";

/// A size of window, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// 1366 by 900.
    Desktop,
    /// 390 by 844.
    Mobile,
    /// 320 by 640: the narrowest that must work without scrolling sideways (WCAG 1.4.10).
    Narrow,
}

/// Higher than any page.
const TALL: u32 = 8_000;

impl Window {
    fn size(self) -> (u32, u32) {
        match self {
            Self::Desktop => (1366, 900),
            Self::Mobile => (390, 844),
            Self::Narrow => (320, 640),
        }
    }
}

/// The colours a person has chosen in the operating system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Browser {
    /// Gives the window a size.
    ///
    /// # Errors
    /// When the page does not get that width.
    pub async fn size(&self, window: Window) -> Seen {
        self.sized(window, window.size().1).await
    }

    /// Sizes the window so tall that the whole page is seen: a bar that follows the window then lies in its
    /// own place and covers nothing, as when one has scrolled.
    ///
    /// # Errors
    /// When the page does not get that width.
    pub async fn whole(&self, window: Window) -> Seen {
        self.sized(window, TALL).await
    }

    async fn sized(&self, window: Window, height: u32) -> Seen {
        let (width, _) = window.size();
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": window == Window::Mobile });
        self.tell("Emulation.setDeviceMetricsOverride", metrics).await?;
        let found = self.script("return window.innerWidth", Vec::new()).await?;
        if found.as_u64() == Some(width.into()) {
            Ok(())
        } else {
            Err(format!("the window is {found} wide, not {width}"))
        }
    }

    /// Asks for light or dark colours, and makes sure that the page was asked.
    ///
    /// # Errors
    /// When the page does not see the choice.
    pub async fn colours(&self, scheme: Scheme) -> Seen {
        let word = if scheme == Scheme::Dark { "dark" } else { "light" };
        // Colours that move towards their end only cost time here.
        let still = json!({ "name": "prefers-reduced-motion", "value": "reduce" });
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": word }, still] });
        self.tell("Emulation.setEmulatedMedia", media).await?;
        let question = format!("return matchMedia('(prefers-color-scheme: {word})').matches");
        let found = self.script(&question, Vec::new()).await?;
        if found.as_bool() != Some(true) {
            return Err(format!("the page does not see {word} colours"));
        }
        self.script_that_waits(SETTLED, Vec::new()).await.map(|_| ())
    }
}
