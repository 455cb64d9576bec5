//! Chromium as a person uses it: labels, words on buttons, what is seen.

mod driver;
mod hands;
mod look;

pub use look::{Scheme, Window};

use driver::Driver;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use tempfile::TempDir;
use thirtyfour::prelude::*;

/// What a step saw, or a sentence saying what it did not.
pub type Seen<T = ()> = Result<T, String>;

/// A window on a web, open until the test ends. Cheap to clone.
#[derive(Clone)]
pub struct Browser {
    driver: Arc<WebDriver>,
    base: String,
    /// Presses of buttons and links since the last count.
    presses: Arc<AtomicU32>,
    shots: Arc<AtomicU32>,
    /// Where the files lie that a person chooses.
    disk: PathBuf,
    /// Where pictures go; none when nobody asked for them.
    pictures: Option<PathBuf>,
}

/// Runs a test in a browser on `base`, and closes it whatever happens.
///
/// Without a browser on the machine the test says so and passes; `cargo xtask test` installs one.
///
/// # Panics
/// When the test fails.
pub fn in_browser<F, Fut>(base: &str, test: F)
where
    F: FnOnce(Browser) -> Fut,
    Fut: Future<Output = Seen>,
{
    let Some(driver) = Driver::find() else {
        println!("hoppas över: ingen webbläsare. Ange STADGA_TEST_CHROMEDRIVER, eller installera chromium-driver.");
        return;
    };
    let profile = tempfile::tempdir().expect("a temporary folder can be made");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let outcome = runtime.expect("a runtime starts").block_on(async {
        let browser = Browser::open(&driver.address, base, &profile).await?;
        let outcome = match test(browser.clone()).await {
            Ok(()) => Ok(()),
            Err(why) => Err(format!("{why}\n\n{}", browser.page().await)),
        };
        let Browser { driver, .. } = browser;
        if let Some(driver) = Arc::into_inner(driver) {
            driver.quit().await.map_err(|why| why.to_string())?;
        }
        outcome
    });
    if let Err(why) = outcome {
        panic!("{why}");
    }
}

impl Browser {
    async fn open(address: &str, base: &str, profile: &TempDir) -> Seen<Self> {
        let mut wanted = DesiredCapabilities::chrome();
        let disk = profile.path().to_owned();
        let profile = format!("--user-data-dir={}", profile.path().display());
        for argument in driver::ARGUMENTS.iter().copied().chain([profile.as_str()]) {
            wanted.add_arg(argument).map_err(|why| why.to_string())?;
        }
        let driver =
            WebDriver::new(address, wanted).await.map_err(|why| format!("the browser does not open: {why}"))?;
        let browser = Self {
            driver: Arc::new(driver),
            base: base.to_owned(),
            presses: Arc::default(),
            shots: Arc::default(),
            disk,
            pictures: std::env::var_os("STADGA_TEST_SCREENSHOTS").map(PathBuf::from),
        };
        // The width is measured in a page of ours: the browser's own first page has no viewport to measure.
        browser.go("/").await?;
        browser.size(Window::Desktop).await?;
        Ok(browser)
    }

    /// Goes to an address of the web under test, such as `/min-dag`.
    ///
    /// # Errors
    /// When the browser does not get there.
    pub async fn go(&self, path: &str) -> Seen {
        let address = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.base) };
        self.driver.goto(&address).await.map_err(|why| format!("{address}: {why}"))
    }

    /// The path and query of the page that is shown.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn path(&self) -> Seen<String> {
        let address = self.driver.current_url().await.map_err(|why| why.to_string())?;
        Ok(address.as_str().trim_start_matches(&self.base).to_owned())
    }

    /// Runs a script in the page and gives what it returns.
    ///
    /// # Errors
    /// When the script fails.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Seen<Value> {
        let answer = self.driver.execute(script, arguments).await.map_err(|why| why.to_string())?;
        Ok(answer.json().clone())
    }

    /// Like [`Browser::script`], for a script that calls its last argument when it is done.
    ///
    /// # Errors
    /// When the script fails.
    pub async fn script_that_waits(&self, script: &str, arguments: Vec<Value>) -> Seen<Value> {
        let answer = self.driver.execute_async(script, arguments).await.map_err(|why| why.to_string())?;
        Ok(answer.json().clone())
    }

    /// Runs a script in every page from the next one on, before the page's own.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn on_each_page(&self, script: &str) -> Seen {
        self.tell("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await
    }

    /// Switches the page's own scripts off, from the next page on.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn without_scripts(&self) -> Seen {
        self.tell("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await
    }

    /// Pulls the network cable out, or puts it back.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn cut_off(&self, offline: bool) -> Seen {
        self.tell("Network.enable", json!({})).await?;
        let how = json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.tell("Network.emulateNetworkConditions", how).await
    }

    /// Throws away the files the browser has kept, as one that has never been here.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn forget_files(&self) -> Seen {
        self.tell("Network.clearBrowserCache", json!({})).await
    }

    /// The browser's back button.
    ///
    /// # Errors
    /// When there is nothing to go back to.
    pub async fn back(&self) -> Seen {
        self.driver.back().await.map_err(|why| why.to_string())
    }

    /// Saves a picture of the page when `STADGA_TEST_SCREENSHOTS` names a folder.
    ///
    /// # Errors
    /// When the picture cannot be taken.
    pub async fn picture(&self, name: &str) -> Seen {
        let Some(folder) = &self.pictures else { return Ok(()) };
        std::fs::create_dir_all(folder).map_err(|why| why.to_string())?;
        let number = self.shots.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
        let file = folder.join(format!("{number:02}-{name}.png"));
        self.driver.screenshot(&file).await.map_err(|why| why.to_string())
    }

    /// Gives the browser a device for passkeys that knows its owner; says what it is called.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn with_passkeys(&self) -> Seen<String> {
        self.told("WebAuthn.enable", json!({})).await?;
        let device = json!({
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": true, "hasUserVerification": true,
            "isUserVerified": true, "automaticPresenceSimulation": true,
        });
        let answer = self.told("WebAuthn.addVirtualAuthenticator", json!({ "options": device })).await?;
        Ok(answer["authenticatorId"].as_str().unwrap_or_default().to_owned())
    }

    /// Tells the browser something in its own protocol, and gives its answer.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn told(&self, command: &str, parameters: Value) -> Seen<Value> {
        let answer = self.driver.cdp().send_raw(command, parameters).await;
        answer.map_err(|why| format!("{command}: {why}"))
    }

    async fn tell(&self, command: &str, parameters: Value) -> Seen {
        let answer = self.driver.cdp().send_raw(command, parameters).await;
        answer.map(|_| ()).map_err(|why| format!("{command}: {why}"))
    }

    /// Where the browser is and what it shows, for the message of a test that fails.
    async fn page(&self) -> String {
        let path = self.path().await.unwrap_or_default();
        format!("{path}\n{}", self.text().await.unwrap_or_default())
    }
}
