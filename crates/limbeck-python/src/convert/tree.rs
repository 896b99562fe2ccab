//! Python objects as a serde data source.

use rustpython_vm::{
    AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyBytes, PyDict, PyDictRef, PyFloat, PyInt, PyList, PyStr, PyTuple},
};
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor, value::U8Deserializer,
};
use std::fmt;

/// Why a tree does not fit, and where in it.
#[derive(Debug)]
pub struct TreeError {
    /// The way to the place, outermost last: keys and `[indices]`.
    path: Vec<String>,
    message: String,
    /// The object that is no plain data, if that is the reason.
    object: Option<PyObjectRef>,
}

impl TreeError {
    fn of_object(object: &PyObject) -> Self {
        let message = format!("a value of type {} is no plain data", object.class().name());
        Self { path: Vec::new(), message, object: Some(object.to_owned()) }
    }

    fn new(message: impl Into<String>) -> Self {
        Self { path: Vec::new(), message: message.into(), object: None }
    }

    fn inside(mut self, step: impl Into<String>) -> Self {
        self.path.push(step.into());
        self
    }

    /// The way from the root to the place, such as `create_table.table.columns[2].type`.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for step in self.path.iter().rev() {
            if !path.is_empty() && !step.starts_with('[') {
                path.push('.');
            }
            path.push_str(step);
        }
        path
    }
}

impl fmt::Display for TreeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "{}: {}", self.path(), self.message)
        }
    }
}

impl std::error::Error for TreeError {}

impl de::Error for TreeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(message.to_string())
    }
}

/// Reads a Python object into a type of the engine.
///
/// # Errors
/// [`TreeError`] with the place in the tree.
pub fn read<'de, T: de::Deserialize<'de>>(object: &PyObject, vm: &VirtualMachine) -> Result<T, TreeError> {
    T::deserialize(Node { object, vm })
}

/// Reads a Python object into a type of the engine; what does not fit is refused at the user's line.
///
/// # Errors
/// A refusal: for an opaque value with its origin and remedy, else with the place in the tree.
pub fn from_python<'de, T: de::Deserialize<'de>>(object: &PyObject, vm: &VirtualMachine) -> PyResult<T> {
    read(object, vm).map_err(|error| {
        if let Some(object) = &error.object
            && let Some(refusal) = opaque_refusal(object, vm)
        {
            return refusal;
        }
        crate::native::refuse(vm, &format!("this value here ({error})"), "")
    })
}

/// The refusal of an opaque value, if the object is one.
fn opaque_refusal(
    object: &PyObjectRef,
    vm: &VirtualMachine,
) -> Option<rustpython_vm::builtins::PyBaseExceptionRef> {
    // Without a missing package the module was never imported.
    let modules = vm.sys_module.get_attr("modules", vm).ok()?;
    let opaque = modules.get_item("_limbeck_opaque", vm).ok()?;
    let known = opaque.get_attr("is_opaque", vm).ok()?.call((object.clone(),), vm).ok()?;
    if !known.try_to_bool(vm).ok()? {
        return None;
    }
    opaque.get_attr("refuse", vm).ok()?.call((object.clone(), "the use of"), vm).err()
}

#[derive(Clone, Copy)]
struct Node<'a> {
    object: &'a PyObject,
    vm: &'a VirtualMachine,
}

impl<'a> Node<'a> {
    fn dict(self) -> Option<PyDictRef> {
        self.object.downcast_ref::<PyDict>().map(ToOwned::to_owned)
    }

    fn text(self) -> Result<Option<&'a str>, TreeError> {
        let Some(text) = self.object.downcast_ref::<PyStr>() else { return Ok(None) };
        match text.to_str() {
            Some(text) => Ok(Some(text)),
            None => Err(TreeError::new("text with half of a surrogate pair has no UTF-8 form")),
        }
    }

    fn elements(self) -> Option<Vec<PyObjectRef>> {
        if let Some(list) = self.object.downcast_ref::<PyList>() {
            return Some(list.borrow_vec().to_vec());
        }
        self.object.downcast_ref::<PyTuple>().map(|tuple| tuple.as_slice().to_vec())
    }
}

impl<'de> Deserializer<'de> for Node<'_> {
    type Error = TreeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TreeError> {
        let Self { object, vm } = self;
        if let Some(text) = self.text()? {
            return visitor.visit_str(text);
        }
        if vm.is_none(object) {
            return visitor.visit_unit();
        }
        if object.fast_isinstance(vm.ctx.types.bool_type) {
            return visitor.visit_bool(object.is(&vm.ctx.true_value));
        }
        if let Some(number) = object.downcast_ref::<PyInt>() {
            if let Ok(small) = i64::try_from(number.as_bigint()) {
                return visitor.visit_i64(small);
            }
            return match u64::try_from(number.as_bigint()) {
                Ok(large) => visitor.visit_u64(large),
                Err(_) => Err(TreeError::new("an integer of more than 64 bits")),
            };
        }
        if let Some(number) = object.downcast_ref::<PyFloat>() {
            return visitor.visit_f64(number.to_f64());
        }
        if self.dict().is_some() {
            return self.deserialize_map(visitor);
        }
        self.deserialize_seq(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TreeError> {
        if self.vm.is_none(self.object) { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, TreeError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TreeError> {
        if let Some(bytes) = self.object.downcast_ref::<PyBytes>() {
            return visitor.visit_seq(Bytes { rest: bytes.as_bytes().iter() });
        }
        match self.elements() {
            Some(elements) => visitor.visit_seq(Elements { rest: elements.iter().enumerate(), vm: self.vm }),
            None if self.is_plain() => self.deserialize_any(visitor),
            None => Err(TreeError::of_object(self.object)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TreeError> {
        match self.dict() {
            Some(dict) => visitor.visit_map(Entries { rest: dict.into_iter(), value: None, vm: self.vm }),
            None if self.is_plain() || self.elements().is_some() => self.deserialize_any(visitor),
            None => Err(TreeError::of_object(self.object)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TreeError> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TreeError> {
        if let Some(variant) = self.text()? {
            return visitor.visit_enum(variant.into_deserializer());
        }
        let Some(dict) = self.dict() else {
            if self.is_plain() {
                return Err(de::Error::invalid_type(
                    self.unexpected(),
                    &"a variant: text or a dict of one key",
                ));
            }
            return Err(TreeError::of_object(self.object));
        };
        let mut entries = dict.into_iter();
        match (entries.next(), entries.next()) {
            (Some((key, value)), None) => {
                let Some(name) = key.downcast_ref::<PyStr>() else {
                    return Err(TreeError::of_object(&key));
                };
                let name = name.to_string();
                let variant = Variant { name: &name, value: &value, vm: self.vm };
                visitor.visit_enum(variant).map_err(|error| error.inside(name.as_str()))
            }
            _ => Err(TreeError::new("a variant must be a dict of exactly one key")),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TreeError> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct tuple tuple_struct identifier
    }
}

impl Node<'_> {
    fn is_plain(self) -> bool {
        self.vm.is_none(self.object)
            || self.object.downcast_ref::<PyStr>().is_some()
            || self.object.downcast_ref::<PyInt>().is_some()
            || self.object.downcast_ref::<PyFloat>().is_some()
            || self.object.downcast_ref::<PyDict>().is_some()
    }

    fn unexpected(self) -> Unexpected<'static> {
        if self.vm.is_none(self.object) { Unexpected::Unit } else { Unexpected::Other("a scalar") }
    }
}

struct Elements<'a> {
    rest: std::iter::Enumerate<std::slice::Iter<'a, PyObjectRef>>,
    vm: &'a VirtualMachine,
}

impl<'de> SeqAccess<'de> for Elements<'_> {
    type Error = TreeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, TreeError> {
        let Some((index, object)) = self.rest.next() else { return Ok(None) };
        seed.deserialize(Node { object, vm: self.vm })
            .map(Some)
            .map_err(|error| error.inside(format!("[{index}]")))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

struct Bytes<'a> {
    rest: std::slice::Iter<'a, u8>,
}

impl<'de> SeqAccess<'de> for Bytes<'_> {
    type Error = TreeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, TreeError> {
        let Some(byte) = self.rest.next() else { return Ok(None) };
        let byte: U8Deserializer<TreeError> = (*byte).into_deserializer();
        seed.deserialize(byte).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

struct Entries<'a, I> {
    rest: I,
    value: Option<(String, PyObjectRef)>,
    vm: &'a VirtualMachine,
}

impl<'de, I: Iterator<Item = (PyObjectRef, PyObjectRef)>> MapAccess<'de> for Entries<'_, I> {
    type Error = TreeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, TreeError> {
        let Some((key, value)) = self.rest.next() else { return Ok(None) };
        let name = match key.downcast_ref::<PyStr>() {
            Some(text) => text.to_string(),
            None => return Err(TreeError::of_object(&key)),
        };
        let result = seed.deserialize(Node { object: &key, vm: self.vm });
        self.value = Some((name, value));
        result.map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, TreeError> {
        let Some((name, value)) = self.value.take() else {
            return Err(TreeError::new("a value was asked for before its key"));
        };
        seed.deserialize(Node { object: &value, vm: self.vm }).map_err(|error| error.inside(name))
    }
}

struct Variant<'a> {
    name: &'a str,
    value: &'a PyObject,
    vm: &'a VirtualMachine,
}

impl<'de, 'a> EnumAccess<'de> for Variant<'a> {
    type Error = TreeError;
    type Variant = Node<'a>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Node<'a>), TreeError> {
        let name: de::value::StrDeserializer<'_, TreeError> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, Node { object: self.value, vm: self.vm }))
    }
}

impl<'de> VariantAccess<'de> for Node<'_> {
    type Error = TreeError;

    fn unit_variant(self) -> Result<(), TreeError> {
        if self.vm.is_none(self.object) { Ok(()) } else { Err(TreeError::new("this variant takes no value")) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, TreeError> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _length: usize, visitor: V) -> Result<V::Value, TreeError> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TreeError> {
        self.deserialize_map(visitor)
    }
}
