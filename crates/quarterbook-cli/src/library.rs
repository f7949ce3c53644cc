//! The templates that are shipped.

/// A template that is shipped: the name books write, and its text.
pub(crate) struct Shipped {
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
}

/// Every template that is shipped, the most usual first.
pub(crate) const SHIPPED: &[Shipped] = &[
    Shipped {
        name: "quarterly-review",
        text: include_str!("../templates/quarterly-review.toml"),
    },
    Shipped {
        name: "peer-comparison",
        text: include_str!("../templates/peer-comparison.toml"),
    },
    Shipped {
        name: "segment-model",
        text: include_str!("../templates/segment-model.toml"),
    },
];

/// The shipped template with this name.
pub(crate) fn shipped(name: &str) -> Option<&'static Shipped> {
    SHIPPED.iter().find(|template| template.name == name)
}
