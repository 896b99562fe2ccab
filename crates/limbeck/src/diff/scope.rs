//! What of a database takes part in a comparison: asked before anything is reflected, so that only that is.

use super::{
    hooks::{CompareHooks, ObjectKind, ParentNames},
    options::CompareOptions,
};

/// The schemas to look into, `None` for the default one, which comes first.
///
/// `names` are all there are (`Inspector::schema_names`); they are only looked at with `include_schemas`.
pub fn schemas_to_reflect<H: CompareHooks>(
    names: &[String],
    include_schemas: bool,
    options: &CompareOptions,
    hooks: &mut H,
) -> Result<Vec<Option<String>>, H::Error> {
    let mut candidates: Vec<Option<String>> = vec![None];
    if include_schemas {
        let mut names: Vec<&String> = names
            .iter()
            .filter(|name| *name != "information_schema" && Some(*name) != options.default_schema.as_ref())
            .collect();
        names.sort();
        names.dedup();
        candidates.extend(names.into_iter().cloned().map(Some));
    }
    let mut schemas = Vec::new();
    for schema in candidates {
        if hooks.include_name(schema.as_deref(), ObjectKind::Schema, ParentNames::default())? {
            schemas.push(schema);
        }
    }
    Ok(schemas)
}

/// The tables of a schema to reflect, of all there are (`Inspector::table_names`).
pub fn tables_to_reflect<H: CompareHooks>(
    schema: Option<&str>,
    names: &[String],
    options: &CompareOptions,
    hooks: &mut H,
) -> Result<Vec<String>, H::Error> {
    let version = &options.version_table;
    let mut tables = Vec::new();
    for name in names {
        if schema == version.schema_text() && *name == version.name.text {
            continue;
        }
        let parents = ParentNames { table: None, schema: Some(schema) };
        if hooks.include_name(Some(name), ObjectKind::Table, parents)? {
            tables.push(name.clone());
        }
    }
    tables.sort();
    Ok(tables)
}
