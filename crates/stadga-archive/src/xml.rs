//! XML, written: elements with attributes and content, escaped.

use quick_xml::escape::escape;

/// An element.
pub struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    content: Vec<Content>,
}

enum Content {
    Element(Element),
    Text(String),
}

/// An element of this name.
pub fn element(name: &'static str) -> Element {
    Element { name, attributes: Vec::new(), content: Vec::new() }
}

impl Element {
    /// With an attribute.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// With a text.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.content.push(Content::Text(text.into()));
        self
    }

    /// With another element in it.
    pub fn child(mut self, child: Self) -> Self {
        self.content.push(Content::Element(child));
        self
    }

    /// With others in it.
    pub fn children(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.content.extend(children.into_iter().map(Content::Element));
        self
    }

    /// The document it is the root of.
    pub fn document(&self) -> String {
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        self.write(&mut out, 0);
        out
    }

    fn write(&self, out: &mut String, depth: usize) {
        let indent = "  ".repeat(depth);
        out.push_str(&format!("{indent}<{}", self.name));
        for (name, value) in &self.attributes {
            out.push_str(&format!(" {name}=\"{}\"", escape(allowed(value).as_str())));
        }
        match self.content.as_slice() {
            [] => out.push_str("/>\n"),
            [Content::Text(text)] => out.push_str(&format!(">{}</{}>\n", escape(allowed(text).as_str()), self.name)),
            all => {
                out.push_str(">\n");
                for part in all {
                    match part {
                        Content::Element(child) => child.write(out, depth + 1),
                        Content::Text(text) => out.push_str(&escape(allowed(text).as_str())),
                    }
                }
                out.push_str(&format!("{indent}</{}>\n", self.name));
            }
        }
    }
}

/// What XML 1.0 has no sign for cannot stand in it, however it is escaped.
fn allowed(text: &str) -> String {
    text.chars()
        .filter(|sign| matches!(sign, '\t' | '\n' | '\r') || (*sign >= ' ' && !matches!(sign, '\u{fffe}' | '\u{ffff}')))
        .collect()
}
