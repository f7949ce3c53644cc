//! Walking a formula and moving it in time.

use std::convert::Infallible;

use crate::{Area, Axis, CellReference, Expr, Reference};

impl<Leaf> Expr<Leaf> {
    /// The parts directly below this one, from left to right.
    pub fn children(&self) -> Vec<&Self> {
        match self {
            Self::Group(inner) | Self::Unary(_, inner) => vec![inner],
            Self::Binary(_, left, right) => vec![left, right],
            Self::Call(_, arguments) => arguments.iter().collect(),
            Self::Invoke(callee, arguments) => std::iter::once(&**callee).chain(arguments).collect(),
            _ => Vec::new(),
        }
    }

    /// The same part with each of the parts directly below it replaced.
    ///
    /// # Errors
    /// The first that `replace` gives.
    pub fn map_children<E>(self, replace: &mut impl FnMut(Self) -> Result<Self, E>) -> Result<Self, E> {
        Ok(match self {
            Self::Group(inner) => Self::Group(Box::new(replace(*inner)?)),
            Self::Unary(operator, operand) => Self::Unary(operator, Box::new(replace(*operand)?)),
            Self::Binary(operator, left, right) => {
                Self::Binary(operator, Box::new(replace(*left)?), Box::new(replace(*right)?))
            }
            Self::Call(function, arguments) => {
                Self::Call(function, arguments.into_iter().map(replace).collect::<Result<_, _>>()?)
            }
            Self::Invoke(callee, arguments) => {
                let callee = Box::new(replace(*callee)?);
                Self::Invoke(callee, arguments.into_iter().map(replace).collect::<Result<_, _>>()?)
            }
            leaf => leaf,
        })
    }

    /// This part and every part below it, each before its children, from left to right. Never recurses.
    pub fn parts(&self) -> impl Iterator<Item = &Self> {
        let mut waiting = vec![self];
        std::iter::from_fn(move || {
            let part = waiting.pop()?;
            let mut children = part.children();
            children.reverse();
            waiting.append(&mut children);
            Some(part)
        })
    }

    /// What the formula points at, from left to right, as often as it does.
    ///
    /// ```
    /// use quarterbook_data::CellAddress;
    /// use quarterbook_formula::{Sheets, parse};
    ///
    /// let tree = parse("A1+SUM(A1,B2:B9)", CellAddress::new(0, 3), &Sheets::default())?;
    /// assert_eq!(tree.leaves().count(), 3);
    /// # Ok::<(), quarterbook_formula::ParseError>(())
    /// ```
    pub fn leaves(&self) -> impl Iterator<Item = &Leaf> {
        self.parts().filter_map(|part| match part {
            Self::Leaf(leaf) => Some(leaf),
            _ => None,
        })
    }

    /// Whether some part of the formula is so.
    pub fn any(&self, mut is_so: impl FnMut(&Self) -> bool) -> bool {
        self.parts().any(&mut is_so)
    }

    /// How many parts lie above the deepest one, itself counted; a constant is 1 deep.
    pub fn depth(&self) -> usize {
        let mut waiting = vec![(self, 1)];
        let mut deepest = 0;
        while let Some((part, depth)) = waiting.pop() {
            deepest = deepest.max(depth);
            waiting.extend(part.children().into_iter().map(|child| (child, depth + 1)));
        }
        deepest
    }
}

impl Expr {
    /// The same formula seen so many columns further right (left when negative): relative columns move,
    /// fixed ones and rows stay. One period back is `step(-1)` where periods stand side by side.
    ///
    /// ```
    /// use quarterbook_data::CellAddress;
    /// use quarterbook_formula::{Sheets, parse};
    ///
    /// let host = CellAddress::new(7, 12);
    /// let now = parse("M13-$B$1", host, &Sheets::default())?;
    /// assert_eq!(now.step(-2).shown(host, &Sheets::default()), "K13-$B$1");
    /// # Ok::<(), quarterbook_formula::ParseError>(())
    /// ```
    #[must_use]
    pub fn step(&self, columns: i32) -> Self {
        let moved = self
            .clone()
            .lower(&mut |leaf| Ok::<_, Infallible>(Self::Leaf(leaf.step(columns))));
        match moved {
            Ok(moved) => moved,
            Err(never) => match never {},
        }
    }
}

impl Reference {
    /// The same reference seen so many columns further right; see [`Expr::step`].
    #[must_use]
    pub fn step(self, columns: i32) -> Self {
        let axis = |axis: Axis| match axis {
            Axis::Relative(offset) => Axis::Relative(offset.saturating_add(columns)),
            Axis::Absolute(index) => Axis::Absolute(index),
        };
        let cell = |cell: CellReference| CellReference {
            column: axis(cell.column),
            ..cell
        };
        match self {
            Self::Cells { sheets, area } => Self::Cells {
                sheets,
                area: match area {
                    Area::Cell(only) => Area::Cell(cell(only)),
                    Area::Range(first, last) => Area::Range(cell(first), cell(last)),
                    Area::Columns(first, last) => Area::Columns(axis(first), axis(last)),
                    Area::Rows(first, last) => Area::Rows(first, last),
                },
            },
            other => other,
        }
    }
}
