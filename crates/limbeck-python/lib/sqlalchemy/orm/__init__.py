"""The ORM's names: classes become tables; what only concerns loaded objects is taken and left alone."""

from sqlalchemy._lazy import exporter

__getattr__, __dir__, __all__ = exporter(
    __name__,
    {
        "sqlalchemy.orm.decl_api": """
            DeclarativeBase DeclarativeBaseNoMeta DeclarativeMeta MappedAsDataclass add_mapped_attribute
            as_declarative as_typed_table declarative_base declarative_mixin declared_attr has_inherited_table
            mapped_as_dataclass registry synonym_for unmapped_dataclass""",
        "sqlalchemy.orm.base": "DynamicMapped Mapped ORMDescriptor SQLORMExpression Unmapped WriteOnlyMapped",
        "sqlalchemy.orm.properties": """
            ColumnProperty Composite CompositeProperty MappedColumn MappedSQLExpression MapperProperty PropComparator
            Relationship RelationshipProperty Synonym SynonymProperty backref column_property composite deferred
            dynamic_loader mapped_column orm_insert_sentinel query_expression relationship synonym unmapped_column
            foreign remote""",
        "sqlalchemy.orm.attributes": "InstrumentedAttribute QueryableAttribute",
        "sqlalchemy.orm.mapper": """
            ClassManager InstanceState Mapper class_mapper clear_mappers configure_mappers mapperlib object_mapper
            InspectionAttr InspectionAttrInfo InspectionAttrExtensionType NotExtension""",
        "sqlalchemy.orm.helpers": """
            AliasOption AttributeEvents CascadeOptions InstanceEvents InstrumentationEvents KeyFuncDict
            LoaderCallableStatus MapperEvents PassiveFlag QueryEvents RelationshipDirection SessionEvents
            UserDefinedOption MANYTOMANY MANYTOONE ONETOMANY NO_KEY NO_VALUE EXT_CONTINUE EXT_SKIP EXT_STOP
            attribute_keyed_dict attribute_mapped_collection column_keyed_dict column_mapped_collection
            keyfunc_mapping mapped_collection MappedCollection reconstructor validates""",
        "sqlalchemy.orm.session": """
            Session SessionTransaction close_all_sessions make_transient make_transient_to_detached object_session
            sessionmaker ORMExecuteState""",
        "sqlalchemy.orm.scoping": "scoped_session QueryPropertyDescriptor",
        "sqlalchemy.orm.query": """
            AppenderQuery Bundle FromStatement Load Query QueryContext aliased contains_alias contains_eager
            defaultload defer immediateload join joinedload lazyload load_only noload outerjoin polymorphic_union
            raiseload selectin_polymorphic selectinload subqueryload undefer undefer_group was_deleted
            with_expression with_loader_criteria with_parent with_polymorphic merge_frozen_result merge_result""",
    },
)
