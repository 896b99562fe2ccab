"""The public names of SQLAlchemy 2.1.9 by module; written by tests/facade/known_names.py.

Read only when a name is asked for that the stand-in does not have.
"""

NAMES = {
    "sqlalchemy": """
        ARRAY AdaptedConnection AggregateOrderBy Alias AliasedReturnsRows AssertionPool AsyncAdaptedQueuePool BIGINT
        BINARY BLANK_SCHEMA BLOB BOOLEAN BaseDDLElement BaseRow BigInteger BinaryExpression BindParameter BindTyping
        Boolean BooleanClauseList CHAR CLOB CTE CacheKey Case Cast CheckConstraint CheckFirst ChunkedIteratorResult
        ClauseElement ClauseList CollectionAggregate Column ColumnClause ColumnCollection ColumnDefault ColumnElement
        ColumnOperators Compiled CompoundSelect Computed Connection Constraint CreateEnginePlugin CreateTable
        CreateTableAs CreateView CursorResult DATE DATETIME DDL DDLElement DECIMAL DOUBLE DOUBLE_PRECISION Date
        DateTime DefaultClause Delete Dialect Double DropTable DropView Engine Enum ExceptionContext Executable
        ExecutableDDLElement ExecutionContext Exists Extract FLOAT False_ FetchedValue Float ForeignKey
        ForeignKeyConstraint ForeignKeyTarget FrameClause FrameClauseType FromClause FromGrouping FrozenResult
        Function FunctionElement FunctionFilter GenerativeSelect Grouping HasCTE HasPrefixes HasSuffixes INT INTEGER
        Identity Index Insert Inspector Integer Interval IteratorResult JSON Join LABEL_STYLE_DEFAULT
        LABEL_STYLE_DISAMBIGUATE_ONLY LABEL_STYLE_NONE LABEL_STYLE_TABLENAME_PLUS_COL Label LambdaElement LargeBinary
        Lateral MappingResult MergedResult MetaData NCHAR NUMERIC NVARCHAR Named NestedTransaction NotNullable Null
        NullPool Nullable Numeric NumericCommon Operators OrderByList Over PickleType Pool PoolProxiedConnection
        PoolResetState PrimaryKeyConstraint QueuePool REAL ReleaseSavepointClause Result ResultProxy ReturnsRows
        RollbackToSavepointClause RootTransaction Row RowMapping SMALLINT SQLColumnExpression SavepointClause
        ScalarResult ScalarSelect Select SelectBase SelectLabelStyle Selectable Sequence SingletonThreadPool
        SmallInteger StatementLambdaElement StaticPool String Subquery TEXT TIME TIMESTAMP TString Table TableClause
        TableSample TableValuedAlias TableValuedColumn Text TextAsFrom TextClause TextualSelect Time Transaction True_
        TryCast Tuple TupleType TwoPhaseTransaction TypeClause TypeCoerce TypeCompiler TypeDecorator TypedColumns URL
        UUID UnaryExpression Unicode UnicodeText UniqueConstraint Update UpdateBase Uuid VARBINARY VARCHAR Values
        ValuesBase Visitable WithinGroup aggregate_order_by alias all_ and_ any_ asc between bindparam bitwise_not
        case cast collate column create_engine create_mock_engine create_pool_from_url cte custom_op delete desc
        distinct engine_from_config except_ except_all exists extract false from_dml_column func funcfilter insert
        insert_sentinel inspect intersect intersect_all join label lambda_stmt lateral literal literal_column make_url
        modifier not_ null nulls_first nulls_last nullsfirst nullslast or_ outerjoin outparam over quoted_name
        result_tuple select table tablesample text true try_cast tstring tuple_ type_coerce union union_all update
        values within_group""",
    "sqlalchemy.dialects": """
        TYPE_CHECKING plugins registry""",
    "sqlalchemy.dialects.mssql": """
        BIGINT BINARY BIT CHAR DATE DATETIME DATETIME2 DATETIMEOFFSET DECIMAL DOUBLE_PRECISION FLOAT IMAGE INTEGER
        JSON MONEY NCHAR NTEXT NUMERIC NVARCHAR REAL ROWVERSION SMALLDATETIME SMALLINT SMALLMONEY SQL_VARIANT TEXT
        TIME TIMESTAMP TINYINT UNIQUEIDENTIFIER VARBINARY VARCHAR XML dialect try_cast""",
    "sqlalchemy.dialects.mssql.base": """
        AggregateOrderByStyle BIGINT BINARY BIT CHAR DATE DATETIME DATETIME2 DATETIMEOFFSET DECIMAL DOUBLE_PRECISION
        FLOAT IMAGE INTEGER Identity InsertmanyvaluesSentinelOpts JSON JSONIndexType JSONPathType MONEY MSBinary MSBit
        MSChar MSDDLCompiler MSDate MSDateTime MSDateTime2 MSDateTimeOffset MSDialect MSExecutionContext
        MSIdentifierPreparer MSImage MSMoney MSNChar MSNText MSNVarchar MSReal MSSQLCompiler MSSQLStrictCompiler
        MSSmallDateTime MSSmallMoney MSString MSText MSTime MSTinyInteger MSTypeCompiler MSUUid MSUniqueIdentifier
        MSVarBinary MSVariant MS_2000_VERSION MS_2005_VERSION MS_2008_VERSION MS_2012_VERSION MS_2014_VERSION
        MS_2016_VERSION MS_2017_VERSION NCHAR NTEXT NUMERIC NVARCHAR ObjectKind ObjectScope REAL RESERVED_WORDS
        ROWVERSION ReflectionDefaults SMALLDATETIME SMALLINT SMALLMONEY SQL_VARIANT Sequence TEXT TIME TIMESTAMP
        TINYINT TYPE_CHECKING TryCast UNIQUEIDENTIFIER VARBINARY VARCHAR XML dialect ischema_names quoted_name text
        try_cast""",
    "sqlalchemy.dialects.mysql": """
        BIGINT BINARY BIT BLOB BOOLEAN CHAR DATE DATETIME DECIMAL DOUBLE ENUM FLOAT INET4 INET6 INTEGER Insert JSON
        LONGBLOB LONGTEXT MEDIUMBLOB MEDIUMINT MEDIUMTEXT NCHAR NUMERIC NVARCHAR REAL SET SMALLINT TEXT TIME TIMESTAMP
        TINYBLOB TINYINT TINYTEXT VARBINARY VARCHAR YEAR dialect insert limit match""",
    "sqlalchemy.dialects.mysql.base": """
        BIGINT BINARY BIT BLOB BOOLEAN CHAR DATE DATETIME DECIMAL DOUBLE ENUM FLOAT INTEGER
        InsertmanyvaluesSentinelOpts JSON JSONIndexType JSONPathType LONGBLOB LONGTEXT LargeBinary MEDIUMBLOB
        MEDIUMINT MEDIUMTEXT MSBigInteger MSBinary MSBit MSBlob MSChar MSDecimal MSDouble MSEnum MSFloat MSInteger
        MSLongBlob MSLongText MSMediumBlob MSMediumInteger MSMediumText MSNChar MSNVarChar MSNumeric MSReal MSSet
        MSSmallInteger MSString MSText MSTime MSTimeStamp MSTinyBlob MSTinyInteger MSTinyText MSVarBinary MSYear
        MySQLCompiler MySQLDDLCompiler MySQLDialect MySQLExecutionContext MySQLIdentifierPreparer MySQLTypeCompiler
        NCHAR NUMERIC NVARCHAR OrderedSet REAL RESERVED_WORDS_MYSQL ReflectionDefaults SET SMALLINT TEXT TIME
        TIMESTAMP TINYBLOB TINYINT TINYTEXT TYPE_CHECKING UUID VARBINARY VARCHAR YEAR colspecs dialect ischema_names
        literal_column""",
    "sqlalchemy.dialects.mysql.dml": """
        ClauseElement ColumnCollection DMLLimitClause Insert InternalTraversal KeyedColumnElement NULLTYPE
        NamedFromClause OnDuplicateClause ReadOnlyColumnCollection StandardInsert SyntaxExtension TYPE_CHECKING alias
        insert limit""",
    "sqlalchemy.dialects.mysql.types": """
        BIGINT BIT CHAR DATETIME DECIMAL DOUBLE FLOAT INTEGER LONGBLOB LONGTEXT MEDIUMBLOB MEDIUMINT MEDIUMTEXT NCHAR
        NUMERIC NVARCHAR REAL SMALLINT TEXT TIME TIMESTAMP TINYBLOB TINYINT TINYTEXT TYPE_CHECKING VARCHAR YEAR""",
    "sqlalchemy.dialects.oracle": """
        BFILE BINARY_DOUBLE BINARY_FLOAT BLOB BOOLEAN CHAR CLOB DATE DOUBLE_PRECISION FLOAT INTERVAL JSON LONG NCHAR
        NCLOB NUMBER NVARCHAR NVARCHAR2 RAW REAL ROWID SparseVector TIMESTAMP VARCHAR VARCHAR2 VECTOR
        VectorDistanceType VectorIndexConfig VectorIndexType VectorStorageFormat VectorStorageType dialect
        oracledb_async""",
    "sqlalchemy.dialects.oracle.base": """
        AggregateOrderByStyle BFILE BINARY_DOUBLE BINARY_FLOAT BLOB BOOLEAN CHAR CLOB Computed DATE DOUBLE_PRECISION
        FLOAT INTEGER INTERVAL InternalTraversal JSON JSONIndexType JSONPathType LONG NCHAR NCLOB NO_ARG NO_ARG_FNS
        NUMBER NVARCHAR NVARCHAR2 ObjectKind ObjectScope OracleCompiler OracleDDLCompiler OracleDialect
        OracleExecutionContext OracleIdentifierPreparer OracleRaw OracleTypeCompiler RAW REAL RESERVED_WORDS ROWID
        ReflectionDefaults TIMESTAMP TYPE_CHECKING VARCHAR VARCHAR2 VECTOR VectorIndexConfig VectorIndexType and_
        bindparam colspecs dialect func ischema_names null or_ select""",
    "sqlalchemy.dialects.oracle.types": """
        BFILE BINARY_DOUBLE BINARY_FLOAT BOOLEAN DATE FLOAT INTERVAL LONG NCLOB NUMBER NVARCHAR NVARCHAR2 OracleRaw
        RAW ROWID TIMESTAMP TYPE_CHECKING VARCHAR VARCHAR2""",
    "sqlalchemy.dialects.postgresql": """
        ARRAY AbstractMultiRange AbstractRange AbstractSingleRange All Any BIGINT BIT BOOLEAN BYTEA BitString CHAR
        CIDR CITEXT CreateDomainType CreateEnumType DATE DATEMULTIRANGE DATERANGE DOMAIN DOUBLE_PRECISION
        DropDomainType DropEnumType ENUM ExcludeConstraint FLOAT HSTORE INET INT4MULTIRANGE INT4RANGE INT8MULTIRANGE
        INT8RANGE INTEGER INTERVAL Insert JSON JSONB JSONPATH MACADDR MACADDR8 MONEY MultiRange NUMERIC NUMMULTIRANGE
        NUMRANGE NamedType OID REAL REGCLASS REGCONFIG Range SMALLINT TEXT TIME TIMESTAMP TSMULTIRANGE TSQUERY TSRANGE
        TSTZMULTIRANGE TSTZRANGE TSVECTOR UUID VARCHAR aggregate_order_by array array_agg dialect distinct_on hstore
        insert phraseto_tsquery plainto_tsquery psycopg_async to_tsquery to_tsvector ts_headline websearch_to_tsquery""",
    "sqlalchemy.dialects.postgresql.array": """
        ARRAY All Any CONTAINED_BY CONTAINS InternalTraversal OVERLAP TYPE_CHECKING array""",
    "sqlalchemy.dialects.postgresql.base": """
        BIGINT BIT BOOLEAN BYTEA CHAR CIDR CITEXT CreateDomainType CreateEnumType DATE DOMAIN DOUBLE_PRECISION
        DialectKWArgConst DropDomainType DropEnumType ENUM FLOAT HSTORE INET INTEGER INTERVAL
        InsertmanyvaluesSentinelOpts InternalTraversal MACADDR MACADDR8 MONEY NUMERIC NamedType OID ObjectKind
        ObjectScope PGBit PGCidr PGCompiler PGDDLCompiler PGDeferrableConnectionCharacteristic PGDialect
        PGExecutionContext PGIdentifierPreparer PGInet PGInspector PGInterval PGMacAddr PGMacAddr8
        PGReadOnlyConnectionCharacteristic PGTypeCompiler PGUuid REAL REGCLASS REGCONFIG RESERVED_WORDS
        ReflectedDomain ReflectedDomainConstraint ReflectedEnum ReflectedNamedType ReflectionDefaults SMALLINT TEXT
        TIME TIMESTAMP TSQUERY TSVECTOR TYPE_CHECKING URL UUID VARCHAR aggregate_order_by bindparam colspecs dialect
        ischema_names select""",
    "sqlalchemy.dialects.postgresql.bitstring": """
        BitString""",
    "sqlalchemy.dialects.postgresql.dml": """
        ClauseElement ColumnCollection ColumnElement Insert InternalTraversal KeyedColumnElement NULLTYPE
        OnConflictClause OnConflictDoNothing OnConflictDoUpdate ReadOnlyColumnCollection StandardInsert
        SyntaxExtension TextClause alias insert""",
    "sqlalchemy.dialects.postgresql.ext": """
        ARRAY ColumnCollectionConstraint DistinctOnClause ExcludeConstraint InternalTraversal SyntaxExtension TEXT
        TYPE_CHECKING aggregate_order_by array_agg distinct_on phraseto_tsquery plainto_tsquery to_tsquery to_tsvector
        ts_headline websearch_to_tsquery""",
    "sqlalchemy.dialects.postgresql.hstore": """
        ARRAY CONTAINED_BY CONTAINS GETITEM HAS_ALL HAS_ANY HAS_KEY HSTORE OperatorClass hstore""",
    "sqlalchemy.dialects.postgresql.json": """
        ARRAY ASTEXT CONTAINED_BY CONTAINS DELETE_PATH HAS_ALL HAS_ANY HAS_KEY JSON JSONB JSONPATH JSONPATH_ASTEXT
        JSONPathType OperatorClass PATH_EXISTS PATH_MATCH TYPE_CHECKING cast""",
    "sqlalchemy.dialects.postgresql.named_types": """
        CheckFirst CreateDomainType CreateEnumType DOMAIN DomainDropper DomainGenerator DropDomainType DropEnumType
        ENUM EnumDropper EnumGenerator InvokeCreateDDLBase InvokeDropDDLBase NamedType NamedTypeDropper
        NamedTypeGenerator TYPE_CHECKING""",
    "sqlalchemy.dialects.postgresql.operators": """
        ADJACENT_TO ASTEXT CONTAINED_BY CONTAINS DELETE_PATH GETITEM HAS_ALL HAS_ANY HAS_KEY JSONPATH_ASTEXT
        NOT_EXTEND_LEFT_OF NOT_EXTEND_RIGHT_OF OVERLAP PATH_EXISTS PATH_MATCH STRICTLY_LEFT_OF STRICTLY_RIGHT_OF""",
    "sqlalchemy.dialects.postgresql.ranges": """
        ADJACENT_TO AbstractMultiRange AbstractMultiRangeImpl AbstractRange AbstractSingleRange
        AbstractSingleRangeImpl CONTAINED_BY CONTAINS DATEMULTIRANGE DATERANGE INT4MULTIRANGE INT4RANGE INT8MULTIRANGE
        INT8RANGE MultiRange NOT_EXTEND_LEFT_OF NOT_EXTEND_RIGHT_OF NUMMULTIRANGE NUMRANGE OVERLAP OperatorClass Range
        STRICTLY_LEFT_OF STRICTLY_RIGHT_OF TSMULTIRANGE TSRANGE TSTZMULTIRANGE TSTZRANGE TYPE_CHECKING TypeEngine""",
    "sqlalchemy.dialects.postgresql.types": """
        BIT BYTEA BitString CIDR CITEXT INET INTERVAL MACADDR MACADDR8 MONEY OID OperatorClass PGBit PGCidr PGInet
        PGInterval PGMacAddr PGMacAddr8 PGUuid REGCLASS REGCONFIG TIME TIMESTAMP TSQUERY TSVECTOR TYPE_CHECKING
        TypeEngine""",
    "sqlalchemy.dialects.sqlite": """
        BLOB BOOLEAN CHAR DATE DATETIME DECIMAL FLOAT INTEGER Insert JSON JSONB NUMERIC REAL SMALLINT TEXT TIME
        TIMESTAMP VARCHAR dialect insert""",
    "sqlalchemy.dialects.sqlite.base": """
        BLOB BOOLEAN CHAR DATE DATETIME DECIMAL FLOAT INTEGER JSON JSONB JSONIndexType JSONPathType NUMERIC REAL
        ReflectionDefaults SMALLINT SQLiteCompiler SQLiteDDLCompiler SQLiteDialect SQLiteExecutionContext
        SQLiteIdentifierPreparer SQLiteTypeCompiler TEXT TIME TIMESTAMP TYPE_CHECKING VARCHAR colspecs dialect
        ischema_names text""",
    "sqlalchemy.dialects.sqlite.dml": """
        ClauseElement ColumnCollection ColumnElement Insert InternalTraversal KeyedColumnElement NULLTYPE
        OnConflictClause OnConflictDoNothing OnConflictDoUpdate ReadOnlyColumnCollection StandardInsert
        SyntaxExtension TextClause alias insert""",
    "sqlalchemy.engine": """
        AdaptedConnection BaseRow BindTyping ChunkedIteratorResult Compiled Connectable Connection
        ConnectionEventsTarget CreateEnginePlugin CursorResult Dialect Engine ExceptionContext ExecutionContext
        FilterResult FrozenResult Inspector IteratorResult MappingResult MergedResult NestedTransaction ObjectKind
        ObjectScope Result ResultProxy RootTransaction Row RowMapping ScalarResult Transaction TupleResult
        TwoPhaseTransaction TypeCompiler URL connection_memoize create_engine create_mock_engine create_pool_from_url
        engine_from_config make_url result_tuple""",
    "sqlalchemy.engine.base": """
        BindTyping Connection ConnectionEventsTarget DBAPICursor Engine ExceptionContext ExceptionContextImpl
        ExecuteStyle ExecutionContext NO_OPTIONS NestedTransaction OptionEngine OptionEngineMixin RootTransaction
        Transaction TransactionalContext TwoPhaseTransaction""",
    "sqlalchemy.engine.characteristics": """
        ConnectionCharacteristic IsolationLevelCharacteristic LoggingTokenCharacteristic""",
    "sqlalchemy.engine.create": """
        ConnectionPoolEntry DBAPIConnection create_engine create_mock_engine create_pool_from_url engine_from_config
        immutabledict""",
    "sqlalchemy.engine.cursor": """
        BufferedRowCursorFetchStrategy CursorFetchStrategy CursorResult CursorResultMetaData
        FullyBufferedCursorFetchStrategy IteratorResult MD_INDEX MD_LOOKUP_KEY MD_OBJECTS MD_PROCESSOR
        MD_RENDERED_NAME MD_RESULT_MAP_INDEX MD_UNTRANSLATED MergedResult NoCursorDMLFetchStrategy
        NoCursorDQLFetchStrategy NoCursorFetchStrategy RM_NAME RM_OBJECTS RM_RENDERED_NAME RM_TYPE Result
        ResultColumnsEntry ResultFetchStrategy ResultMetaData ResultProxy Row SimpleResultMetaData TYPE_CHECKING
        TypeEngine null_dml_result tuplegetter""",
    "sqlalchemy.engine.default": """
        AggregateOrderByStyle CACHE_HIT CACHE_MISS CACHING_DISABLED CacheStats Connection DBAPICursor DDLCompiler
        DefaultDialect DefaultExecutionContext Dialect ExecuteStyle ExecutionContext InsertmanyvaluesSentinelOpts
        NO_CACHE_KEY NO_DIALECT_SUPPORT ObjectKind ObjectScope SQLCompiler StrCompileDialect TYPE_CHECKING quoted_name""",
    "sqlalchemy.engine.events": """
        Connection ConnectionEvents ConnectionEventsTarget DBAPIConnection DBAPICursor Dialect DialectEvents Engine""",
    "sqlalchemy.engine.interfaces": """
        AdaptedConnection BindTyping CacheStats Compiled Connectable ConnectionEventsTarget CreateEnginePlugin
        DBAPIConnection DBAPICursor DBAPIModule DBAPIType Dialect EventTarget ExceptionContext ExecuteStyle
        ExecutionContext Pool PoolProxiedConnection ReflectedCheckConstraint ReflectedColumn ReflectedComputed
        ReflectedConstraint ReflectedForeignKeyConstraint ReflectedIdentity ReflectedIndex
        ReflectedPrimaryKeyConstraint ReflectedTableComment ReflectedUniqueConstraint TYPE_CHECKING TypeCompiler
        await_ immutabledict""",
    "sqlalchemy.engine.mock": """
        MockConnection create_mock_engine""",
    "sqlalchemy.engine.processors": """
        int_to_boolean str_to_date str_to_datetime str_to_datetime_processor_factory str_to_time
        to_decimal_processor_factory to_float to_str""",
    "sqlalchemy.engine.reflection": """
        Connection Engine Inspector InternalTraversal ObjectKind ObjectScope ReflectionDefaults TYPE_CHECKING
        TextClause TypeEngine cache flexi_cache quoted_name""",
    "sqlalchemy.engine.result": """
        BaseResultInternal ChunkedIteratorResult FilterResult FrozenResult InPlaceGenerative IteratorResult
        MappingResult MergedResult NONE_SET RMKeyView Result ResultInternal ResultMetaData Row RowMapping ScalarResult
        SimpleResultMetaData TYPE_CHECKING TupleResult deprecated null_result result_tuple tuplegetter""",
    "sqlalchemy.engine.row": """
        BaseRow BaseRowProxy ROMappingItemsView ROMappingKeysValuesView ROMappingView Row RowMapping RowProxy
        TYPE_CHECKING deprecated""",
    "sqlalchemy.engine.strategies": """
        MockConnection MockEngineStrategy""",
    "sqlalchemy.engine.url": """
        Dialect URL make_url plugins registry""",
    "sqlalchemy.engine.util": """
        TransactionalContext connection_memoize""",
    "sqlalchemy.event": """
        CANCEL EventTarget Events NO_RETVAL RefCollection contains dispatcher listen listens_for remove""",
    "sqlalchemy.event.api": """
        CANCEL NO_RETVAL contains listen listens_for remove""",
    "sqlalchemy.event.attr": """
        AsyncAdaptedLock RefCollection""",
    "sqlalchemy.event.base": """
        Events JoinedConnectionEventsDispatch JoinedDDLEventsDispatch JoinedDialectEventsDispatch JoinedEventsDispatch
        JoinedPoolEventsDispatch dispatcher slots_dispatcher""",
    "sqlalchemy.event.legacy": """
        FullArgSpec""",
    "sqlalchemy.event.registry": """
        EventTarget""",
    "sqlalchemy.events": """
        ConnectionEvents DDLEvents DialectEvents PoolEvents PoolResetState SchemaEventTarget""",
    "sqlalchemy.exc": """
        AmbiguousColumnError AmbiguousForeignKeysError ArgumentError AwaitRequired Base20DeprecationWarning
        CircularDependencyError CompileError ConstraintColumnNotFoundError DBAPIError DataError DatabaseError
        DisconnectionError DontWrapMixin DuplicateColumnError EmulatedDBAPIException HasDescriptionCode
        IdentifierError IllegalStateChangeError IntegrityError InterfaceError InternalError InvalidRequestError
        InvalidatePoolError LegacyAPIWarning MissingGreenlet MovedIn20Warning MultipleResultsFound NoDBAPILoaded
        NoForeignKeysError NoInspectionAvailable NoReferenceError NoReferencedColumnError NoReferencedTableError
        NoResultFound NoSuchColumnError NoSuchModuleError NoSuchTableError NotSupportedError ObjectNotExecutableError
        OperationalError PendingRollbackError ProgrammingError ResourceClosedError SADeprecationWarning
        SAPendingDeprecationWarning SATestSuiteWarning SAWarning SQLAlchemyError StatementError TimeoutError
        UnboundExecutionError UnreflectableTableError UnsupportedCompilationError""",
    "sqlalchemy.ext.associationproxy": """
        AliasedAssociationProxyInstance AmbiguousAssociationProxyInstance AssociationProxy
        AssociationProxyExtensionType AssociationProxyInstance ColumnAssociationProxyInstance ColumnElement
        InspectionAttrExtensionType ORMDescriptor ObjectAssociationProxyInstance SQLORMOperations
        SupportsKeysAndGetItem association_proxy inspect or_""",
    "sqlalchemy.ext.asyncio": """
        AsyncAttrs AsyncConnection AsyncEngine AsyncMappingResult AsyncResult AsyncScalarResult AsyncSession
        AsyncSessionTransaction AsyncTransaction AsyncTupleResult async_engine_from_config async_object_session
        async_scoped_session async_session async_sessionmaker close_all_sessions create_async_engine
        create_async_pool_from_url""",
    "sqlalchemy.ext.asyncio.base": """
        GeneratorStartableContext ProxyComparable ReversibleProxy StartableContext asyncstartablecontext""",
    "sqlalchemy.ext.asyncio.engine": """
        ArgumentError AsyncConnectable AsyncConnection AsyncEngine AsyncResult AsyncScalarResult AsyncTransaction
        Connection Engine GeneratorStartableContext NestedTransaction ProxyComparable StartableContext TYPE_CHECKING
        Transaction async_engine_from_config asyncstartablecontext create_async_engine create_async_pool_from_url
        greenlet_spawn immutabledict""",
    "sqlalchemy.ext.asyncio.exc": """
        AsyncBindNotFound AsyncContextAlreadyStarted AsyncContextNotStarted AsyncMethodRequired""",
    "sqlalchemy.ext.asyncio.result": """
        AsyncCommon AsyncMappingResult AsyncResult AsyncScalarResult AsyncTupleResult FilterResult FrozenResult Result
        ResultMetaData Row RowMapping TYPE_CHECKING deprecated greenlet_spawn""",
    "sqlalchemy.ext.asyncio.scoping": """
        AsyncSession ScopedRegistry Session TYPE_CHECKING async_scoped_session async_sessionmaker create_proxy_methods
        warn warn_deprecated""",
    "sqlalchemy.ext.asyncio.session": """
        AsyncAttrs AsyncResult AsyncScalarResult AsyncSession AsyncSessionTransaction ReversibleProxy Session
        SessionTransaction StartableContext TYPE_CHECKING async_object_session async_session async_sessionmaker
        close_all_sessions greenlet_spawn object_session""",
    "sqlalchemy.ext.automap": """
        AutomapBase ByModuleProperties ForeignKeyConstraint GenerateRelationshipType NameForCollectionRelationshipType
        NameForScalarRelationshipType Properties PythonNameForTableType TYPE_CHECKING and_ automap_base backref
        classname_for_table generate_relationship name_for_collection_relationship name_for_scalar_relationship
        relationship""",
    "sqlalchemy.ext.baked": """
        BakedQuery Bakery Query Result Session bakery func literal_column""",
    "sqlalchemy.ext.compiler": """
        TYPE_CHECKING compiles deregister""",
    "sqlalchemy.ext.declarative": """
        AbstractConcreteBase ConcreteBase DeclarativeMeta DeferredReflection as_declarative declarative_base
        declared_attr has_inherited_table synonym_for""",
    "sqlalchemy.ext.declarative.extensions": """
        AbstractConcreteBase ConcreteBase Connection DeferredReflection Engine TYPE_CHECKING Table polymorphic_union""",
    "sqlalchemy.ext.horizontal_shard": """
        IdentityChooser Mapper ORMOption PassiveFlag Query Session ShardChooser ShardedQuery ShardedSession
        TYPE_CHECKING execute_and_instances inspect set_shard_id""",
    "sqlalchemy.ext.hybrid": """
        ColumnElement Comparator ExprComparator HybridExtensionType InspectionAttrExtensionType ORMDescriptor
        QueryableAttribute SQLCoreOperations TYPE_CHECKING hybrid_method hybrid_property is_has_clause_element""",
    "sqlalchemy.ext.indexable": """
        TYPE_CHECKING flag_modified hybrid_property index_property inspect""",
    "sqlalchemy.ext.instrumentation": """
        ClassManager ExtendedInstrumentationRegistry INSTRUMENTATION_MANAGER InstrumentationFactory
        InstrumentationManager find_native_user_instrumentation_hook instrumentation_finders""",
    "sqlalchemy.ext.mutable": """
        AttributeEventToken Column DeclarativeAttributeIntercept InstanceState InstrumentedAttribute Mapper Mutable
        MutableBase MutableComposite MutableDict MutableList MutableSet QueryContext QueryableAttribute
        SchemaEventTarget TYPE_CHECKING TypeEngine UOWTransaction flag_modified inspect memoized_property""",
    "sqlalchemy.ext.orderinglist": """
        OrderingList collection count_from_0 count_from_1 count_from_n_factory ordering_list""",
    "sqlalchemy.ext.serializer": """
        Column Deserializer Engine Mapper MapperProperty Serializer Session Table b64decode b64encode class_mapper
        dumps loads""",
    "sqlalchemy.future": """
        Connection Engine create_engine select""",
    "sqlalchemy.future.engine": """
        Connection Engine create_engine""",
    "sqlalchemy.inspection": """
        Inspectable inspect""",
    "sqlalchemy.log": """
        Identified InstanceLogger STACKLEVEL STACKLEVEL_OFFSET class_logger echo_property instance_logger""",
    "sqlalchemy.orm": """
        AliasOption AppenderQuery AttributeEventToken AttributeEvents AttributeState Bundle CascadeOptions
        ClassManager ColumnProperty Composite CompositeProperty DeclarativeBase DeclarativeBaseNoMeta DeclarativeMeta
        DictBundle DynamicMapped EXT_CONTINUE EXT_SKIP EXT_STOP FromStatement IdentityMap InspectionAttr
        InspectionAttrExtensionType InspectionAttrInfo InstanceEvents InstanceState InstrumentationEvents
        InstrumentedAttribute KeyFuncDict Load LoaderCallableStatus LoaderCriteriaOption MANYTOMANY MANYTOONE Mapped
        MappedAsDataclass MappedClassProtocol MappedCollection MappedColumn MappedSQLExpression Mapper MapperEvents
        MapperProperty NO_KEY NO_VALUE NotExtension ONETOMANY ORMDescriptor ORMExecuteState PassiveFlag PropComparator
        Query QueryContext QueryEvents QueryPropertyDescriptor QueryableAttribute RegistryEvents Relationship
        RelationshipDirection RelationshipProperty SQLORMExpression Session SessionEvents SessionTransaction
        SessionTransactionOrigin Synonym SynonymProperty TypeResolve UOWTransaction Unmapped UserDefinedOption
        WriteOnlyCollection WriteOnlyMapped add_mapped_attribute aliased as_declarative as_typed_table
        attribute_keyed_dict attribute_mapped_collection backref class_mapper clear_mappers close_all_sessions
        column_keyed_dict column_mapped_collection column_property composite configure_mappers contains_alias
        contains_eager create_session declarative_base declarative_mixin declared_attr defaultload defer deferred
        dynamic_loader foreign has_inherited_table immediateload join joinedload keyfunc_mapping lazyload load_only
        make_transient make_transient_to_detached mapped_as_dataclass mapped_collection mapped_column mapper
        merge_frozen_result merge_result noload object_mapper object_session orm_insert_sentinel outerjoin
        polymorphic_union query_expression raiseload reconstructor registry relationship remote scoped_session
        selectin_polymorphic selectinload sessionmaker subqueryload synonym synonym_for undefer undefer_group
        unmapped_column unmapped_dataclass validates was_deleted with_expression with_loader_criteria with_parent
        with_polymorphic""",
    "sqlalchemy.orm.attributes": """
        ATTR_EMPTY ATTR_WAS_SET AttributeEvent AttributeEventToken CALLABLES_OK DEFERRED_HISTORY_LOAD DONT_SET Event
        EventTarget HISTORY_BLANK HasCacheKey History INCLUDE_PENDING_MUTATIONS INIT_OK InstrumentedAttribute
        InternalTraversal LOAD_AGAINST_COMMITTED LoaderCallableStatus Mapped NEVER_SET NON_PERSISTENT_OK NO_AUTOFLUSH
        NO_CHANGE NO_KEY NO_RAISE NO_VALUE OP_APPEND OP_BULK_REPLACE OP_MODIFIED OP_REMOVE OP_REPLACE
        PASSIVE_CLASS_MISMATCH PASSIVE_NO_FETCH PASSIVE_NO_FETCH_RELATED PASSIVE_NO_INITIALIZE PASSIVE_NO_RESULT
        PASSIVE_OFF PASSIVE_ONLY_PERSISTENT PASSIVE_RETURN_NO_VALUE PassiveFlag QueryableAttribute RELATED_OBJECT_OK
        SQLORMExpression SQL_OK TYPE_CHECKING del_attribute dispatcher flag_dirty flag_modified get_attribute
        get_history get_state_history has_parent init_collection init_state_collection instance_str manager_of_class
        opt_manager_of_class set_attribute set_committed_value state_str""",
    "sqlalchemy.orm.base": """
        ATTR_EMPTY ATTR_WAS_SET CALLABLES_OK DEFAULT_MANAGER_ATTR DEFAULT_STATE_ATTR DEFERRED_HISTORY_LOAD DONT_SET
        DynamicMapped EXT_CONTINUE EXT_SKIP EXT_STOP EventConstants FastIntFlag INCLUDE_PENDING_MUTATIONS INIT_OK
        InspectionAttr InspectionAttrExtensionType InspectionAttrInfo LOAD_AGAINST_COMMITTED LoaderCallableStatus
        MANYTOMANY MANYTOONE Mapped NEVER_SET NON_PERSISTENT_OK NO_AUTOFLUSH NO_CHANGE NO_KEY NO_RAISE NO_VALUE
        NotExtension ONETOMANY ORMDescriptor PASSIVE_CLASS_MISMATCH PASSIVE_MERGE PASSIVE_NO_FETCH
        PASSIVE_NO_FETCH_RELATED PASSIVE_NO_INITIALIZE PASSIVE_NO_RESULT PASSIVE_OFF PASSIVE_ONLY_PERSISTENT
        PASSIVE_RETURN_NO_VALUE PassiveFlag RELATED_OBJECT_OK RelationshipDirection SQLColumnExpression
        SQLCoreOperations SQLORMExpression SQLORMOperations SQL_OK TYPE_CHECKING TypingOnly Unmapped WriteOnlyMapped
        attribute_str class_mapper entity_str instance_str manager_of_class object_mapper object_state
        opt_manager_of_class state_attribute_str state_class_str state_str""",
    "sqlalchemy.orm.bulk_persistence": """
        CompileState DeleteDMLState Dialect EMPTY_DICT FromStatement InsertDMLState NO_VALUE Options PropComparator
        QueryContext TYPE_CHECKING UpdateDMLState select""",
    "sqlalchemy.orm.clsregistry": """
        CallableReference ColumnProperty SynonymProperty TYPE_CHECKING class_mapper""",
    "sqlalchemy.orm.collections": """
        CollectionAdapter InstrumentedDict InstrumentedList InstrumentedSet KeyFuncDict MappedCollection NO_ARG NO_KEY
        TYPE_CHECKING attribute_keyed_dict attribute_mapped_collection bulk_replace collection column_keyed_dict
        column_mapped_collection inspect_getfullargspec keyfunc_mapping mapped_collection""",
    "sqlalchemy.orm.context": """
        AliasedClass Bundle CacheableOptions ColumnClause CompileState CompoundSelectState Executable
        ExecutableStatement FromStatement Generative GroupedElement InternalTraversal LABEL_STYLE_DISAMBIGUATE_ONLY
        LABEL_STYLE_LEGACY_ORM LABEL_STYLE_NONE LABEL_STYLE_TABLENAME_PLUS_COL ORMAdapter ORMColumnDescription
        ORMColumnsClauseRole ORMStatementAdapter Options PathRegistry QueryContext Select SelectLabelStyle SelectState
        TYPE_CHECKING TextClause TypedReturnsRows UpdateBase inspect is_insert_update""",
    "sqlalchemy.orm.decl_api": """
        CallableReference Composite DCTransformDeclarative DeclarativeAttributeIntercept DeclarativeBase
        DeclarativeBaseNoMeta DeclarativeMeta EventTarget FromClause GenericProtocol InstanceState
        InstrumentedAttribute LITERAL_TYPES Mapped MappedAsDataclass MappedClassProtocol
        MappedClassWithTypedColumnsProtocol MappedColumn Mapper MetaData ORMDescriptor RegistryType
        RelationshipProperty SQLCoreOperations Synonym TYPE_CHECKING TypeResolve TypingOnly add_mapped_attribute
        as_declarative as_typed_table composite de_optionalize_union_types declarative_base declarative_mixin
        declared_attr deferred dispatcher has_inherited_table hybridmethod hybridproperty is_generic is_literal
        mapped_as_dataclass mapped_column registry relationship synonym synonym_for unmapped_column unmapped_dataclass""",
    "sqlalchemy.orm.decl_base": """
        Column ColumnProperty CompositeProperty InspectionAttr InstrumentedAttribute MappedClassProtocol MappedColumn
        Mapper MapperProperty MetaData QueryableAttribute SynonymProperty TYPE_CHECKING Table TypedColumns
        UnmappedColumn class_mapper is_fwd_ref is_literal""",
    "sqlalchemy.orm.dependency": """
        MANYTOMANY MANYTOONE ONETOMANY""",
    "sqlalchemy.orm.descriptor_props": """
        BindParameter Composite CompositeProperty ConcreteInheritedProperty DONT_SET DescriptorProperty
        LoaderCallableStatus Mapped MapperProperty PassiveFlag PropComparator SQLORMOperations Synonym SynonymProperty
        TYPE_CHECKING de_optionalize_union_types includes_none is_fwd_ref is_pep593 is_union""",
    "sqlalchemy.orm.dynamic": """
        AppenderQuery DynamicCollectionHistory PassiveFlag Query TYPE_CHECKING WriteOnlyHistory mixin_user_query
        object_session""",
    "sqlalchemy.orm.evaluator": """
        Concatenable Integer LoaderCallableStatus Numeric PassiveFlag UnevaluatableError and_ inspect warn_deprecated""",
    "sqlalchemy.orm.events": """
        AttributeEvents BulkDelete BulkUpdate ClassManager EventTarget InstanceEvents InstrumentationEvents
        InstrumentationFactory MapperEvents NO_KEY Query QueryEvents QueryableAttribute RegistryEvents Session
        SessionEvents TYPE_CHECKING inspect_getfullargspec scoped_session sessionmaker""",
    "sqlalchemy.orm.exc": """
        ConcurrentModificationError DetachedInstanceError FlushError LoaderStrategyException MappedAnnotationError
        MultipleResultsFound NO_STATE NoResultFound ObjectDeletedError ObjectDereferencedError StaleDataError
        TYPE_CHECKING UnmappedClassError UnmappedColumnError UnmappedError UnmappedInstanceError""",
    "sqlalchemy.orm.identity": """
        IdentityMap TYPE_CHECKING""",
    "sqlalchemy.orm.instrumentation": """
        ClassManager DEL_ATTR EventTarget HasMemoized InstrumentationFactory TYPE_CHECKING instrumentation_finders
        is_instrumented manager_of_class opt_manager_of_class register_class unregister_class""",
    "sqlalchemy.orm.interfaces": """
        Column ColumnElement ColumnOperators CompileStateOption CriteriaOption DONT_SET DefaultGenerator EXT_CONTINUE
        EXT_SKIP EXT_STOP ExecutableOption HasCacheKey InspectionAttr InspectionAttrInfo LoaderOption LoaderStrategy
        MANYTOMANY MANYTOONE MapperOption MapperProperty NO_KEY NO_VALUE NotExtension ONETOMANY ORMColumnDescription
        ORMColumnsClauseRole ORMEntityColumnsClauseRole ORMFromClauseRole ORMOption ORMStatementRole PropComparator
        RODescriptorReference RelationshipDirection SQLORMOperations StrategizedProperty TYPE_CHECKING TypeEngine
        UserDefinedOption warn_deprecated""",
    "sqlalchemy.orm.loading": """
        ChunkedIteratorResult EMPTY_DICT ForUpdateArg FromStatement FrozenResult Load PassiveFlag QueryContext
        SelectState SimpleResultMetaData TYPE_CHECKING get_from_identity instances merge_frozen_result merge_result
        result_tuple select state_str""",
    "sqlalchemy.orm.mapped_collection": """
        KeyFuncDict MappedCollection Missing TYPE_CHECKING attribute_keyed_dict attribute_mapped_collection collection
        column_keyed_dict column_mapped_collection keyfunc_mapping mapped_collection""",
    "sqlalchemy.orm.mapper": """
        Column EXT_SKIP EventTarget HasMemoized HasMemoized_ro_memoized_attribute InspectionAttr KeyedColumnElement
        LABEL_STYLE_TABLENAME_PLUS_COL Mapper MapperProperty MemoizedHasCacheKey NO_ATTRIBUTE
        ORMEntityColumnsClauseRole ORMFromClauseRole PassiveFlag PathRegistry StrategizedProperty TYPE_CHECKING Table
        TableClause configure_mappers dispatcher reconstructor state_str validates""",
    "sqlalchemy.orm.path_registry": """
        HasCacheKey PathRegistry PathToken RootRegistry TYPE_CHECKING""",
    "sqlalchemy.orm.persistence": """
        BooleanClauseList state_str""",
    "sqlalchemy.orm.properties": """
        Column ColumnProperty CompositeProperty ConcreteInheritedProperty ForeignKey MappedColumn MappedSQLExpression
        MapperProperty PropComparator RelationshipProperty SchemaConst StrategizedProperty SynonymProperty
        TYPE_CHECKING TypeEngine Unmapped UnmappedColumn class_mapper de_optionalize_union_types includes_none
        is_a_type is_fwd_ref is_pep593 is_pep695""",
    "sqlalchemy.orm.query": """
        AliasOption AliasedClass BooleanClauseList BulkDelete BulkUD BulkUpdate EventTarget Executable Exists
        ForUpdateArg FromStatement Generative HasHints HasPrefixes HasSuffixes LABEL_STYLE_TABLENAME_PLUS_COL
        ORMColumnDescription ORMColumnsClauseRole Query QueryContext Result Row RowReturningQuery Select
        SelectLabelStyle SupportsCloneAnnotations TYPE_CHECKING deprecated dispatcher inspect object_mapper
        warn_deprecated with_parent""",
    "sqlalchemy.orm.relationships": """
        CascadeOptions ClauseAdapter ColumnClause ColumnElement DynamicMapped Exists LoaderCallableStatus MANYTOMANY
        MANYTOONE ONETOMANY PassiveFlag PropComparator Relationship RelationshipDirection RelationshipProperty
        StrategizedProperty TYPE_CHECKING WriteOnlyMapped adapt_criterion_to_null class_mapper
        de_optionalize_union_types foreign inspect join_condition remote resolve_name_to_real_class_name
        selectables_overlap state_str visit_binary_product""",
    "sqlalchemy.orm.scoping": """
        QueryPropertyDescriptor ScopedRegistry ScopedSession Session TYPE_CHECKING ThreadLocalRegistry
        create_proxy_methods scoped_session warn warn_deprecated""",
    "sqlalchemy.orm.session": """
        ACTIVE CLOSED COMMITTED CompileState Connection DEACTIVE Engine EventTarget ForUpdateArg FromStatement
        IdentityMap IdentitySet Inspectable InstanceState LoaderCallableStatus ORMExecuteState PREPARED
        PROVISIONING_CONNECTION PassiveFlag Query Select Session SessionTransaction SessionTransactionOrigin
        SessionTransactionState TYPE_CHECKING Table TableClause TransactionalContext UOWTransaction close_all_sessions
        deprecated_params dispatcher inspect instance_str is_composite_class is_orm_option is_user_defined_option
        make_transient make_transient_to_detached object_mapper object_session object_state sessionmaker state_str""",
    "sqlalchemy.orm.state": """
        ATTR_WAS_SET AttributeState INIT_OK InstanceState LoaderCallableStatus NEVER_SET NO_VALUE
        PASSIVE_NO_INITIALIZE PASSIVE_NO_RESULT PASSIVE_OFF PathRegistry PendingCollection SQL_OK TYPE_CHECKING""",
    "sqlalchemy.orm.strategies": """
        ATTR_WAS_SET AliasedClass InstanceState LABEL_STYLE_TABLENAME_PLUS_COL Load LoaderCallableStatus
        LoaderStrategy PASSIVE_OFF PassiveFlag QueryContext Select StrategizedProperty TYPE_CHECKING inspect""",
    "sqlalchemy.orm.strategy_options": """
        AliasedInsp InspectionAttr Load LoaderOption PathRegistry QueryableAttribute and_ contains_eager defaultload
        defer entity_str immediateload inspect joinedload lazyload load_only loader_unbound_fn noload raiseload
        selectin_polymorphic selectinload subqueryload undefer undefer_group with_expression""",
    "sqlalchemy.orm.sync": """
        PassiveFlag""",
    "sqlalchemy.orm.unitofwork": """
        TYPE_CHECKING UOWTransaction""",
    "sqlalchemy.orm.util": """
        AliasedClass AliasedInsp Bundle CascadeOptions ColumnElement CriteriaOption DictBundle DynamicMapped
        FromClause GenerativeSelect GenericProtocol HasCacheKey InspectionAttr KeyedColumnElement LoaderCriteriaOption
        Mapped MapperProperty MemoizedHasCacheKey MemoizedSlots MetaData ORMAdapter ORMColumnsClauseRole ORMDescriptor
        ORMEntityColumnsClauseRole ORMFromClauseRole ORMStatementAdapter PathRegistry SupportsCloneAnnotations
        TYPE_CHECKING Unmapped WriteOnlyMapped WriteableColumnCollection all_cascades attribute_str class_mapper
        fixup_container_fwd_refs has_identity identity_key instance_str is_origin_of_cls object_mapper object_state
        opt_manager_of_class polymorphic_union result_tuple state_attribute_str state_class_str state_str was_deleted
        with_parent""",
    "sqlalchemy.orm.writeonly": """
        ATTR_EMPTY DONT_SET Delete Insert NEVER_SET PassiveFlag RelationshipDirection TYPE_CHECKING Update
        WriteOnlyCollection WriteOnlyHistory bindparam delete insert inspect object_mapper select update""",
    "sqlalchemy.pool": """
        AssertionPool AsyncAdaptedQueuePool ConnectionPoolEntry ManagesConnection NullPool Pool PoolProxiedConnection
        PoolResetState QueuePool SingletonThreadPool StaticPool reset_commit reset_none reset_rollback""",
    "sqlalchemy.pool.base": """
        ConnectionPoolEntry ManagesConnection Pool PoolProxiedConnection PoolResetState ResetStyle TYPE_CHECKING
        reset_commit reset_none reset_rollback""",
    "sqlalchemy.pool.events": """
        ConnectionPoolEntry Pool PoolEvents PoolProxiedConnection PoolResetState""",
    "sqlalchemy.pool.impl": """
        AssertionPool AsyncAdaptedQueuePool ConnectionPoolEntry NullPool Pool PoolProxiedConnection QueuePool
        SingletonThreadPool StaticPool TYPE_CHECKING chop_traceback""",
    "sqlalchemy.schema": """
        AddConstraint BLANK_SCHEMA BaseDDLElement CheckConstraint CheckFirst Column ColumnCollectionConstraint
        ColumnCollectionMixin ColumnDefault Computed Constraint CreateColumn CreateIndex CreateSchema CreateSequence
        CreateTable CreateTableAs CreateView DDL DDLElement DefaultClause DefaultGenerator DropColumnComment
        DropConstraint DropConstraintComment DropIndex DropSchema DropSequence DropTable DropTableComment DropView
        ExecutableDDLElement FetchedValue ForeignKey ForeignKeyConstraint ForeignKeyTarget HasConditionalDDL Identity
        Index InvokeDDLBase MetaData Named PrimaryKeyConstraint SchemaConst SchemaItem SchemaVisitable SchemaVisitor
        Sequence SetColumnComment SetConstraintComment SetTableComment Table TypedColumns UniqueConstraint conv
        insert_sentinel sort_tables sort_tables_and_constraints""",
    "sqlalchemy.sql": """
        Alias BaseDDLElement COLLECT_CARTESIAN_PRODUCTS CheckFirst ClauseElement ClauseVisitor ColumnCollection
        ColumnElement CompoundSelect DDL DDLElement Delete Executable ExecutableDDLElement ExecutableStatement
        FROM_LINTING False_ FromClause Insert Join LABEL_STYLE_DEFAULT LABEL_STYLE_DISAMBIGUATE_ONLY LABEL_STYLE_NONE
        LABEL_STYLE_TABLENAME_PLUS_COL LambdaElement NO_LINTING NotNullable Nullable SQLColumnExpression Select
        SelectLabelStyle Selectable StatementLambdaElement Subquery SyntaxExtension TString TYPE_CHECKING TableClause
        TableSample TableValuedAlias TableValuedColumn TextClause True_ Update Values WARN_LINTING
        WriteableColumnCollection aggregate_order_by alias all_ and_ any_ asc between bindparam case cast collate
        column cte delete desc distinct except_ except_all exists extract false from_dml_column func funcfilter insert
        intersect intersect_all join label lambda_stmt lateral literal literal_column modifier not_ null nulls_first
        nulls_last nullsfirst nullslast or_ outerjoin outparam over quoted_name select table tablesample text true
        try_cast tstring tuple_ type_coerce union union_all update values within_group""",
    "sqlalchemy.sql.annotation": """
        Annotated AnnotatedAggregateOrderBy AnnotatedAlias AnnotatedAliasedReturnsRows AnnotatedAnsiFunction
        AnnotatedAsBoolean AnnotatedBinaryExpression AnnotatedBindParameter AnnotatedBooleanClauseList AnnotatedCTE
        AnnotatedCase AnnotatedCast AnnotatedClauseList AnnotatedCollationClause AnnotatedCollectionAggregate
        AnnotatedCollectionAggregateFunction AnnotatedColumn AnnotatedColumnClause AnnotatedColumnElement
        AnnotatedDMLTargetCopy AnnotatedExists AnnotatedExpressionClauseList AnnotatedExtract AnnotatedFalse_
        AnnotatedFromClause AnnotatedFromClauseAlias AnnotatedFromGrouping AnnotatedFunction AnnotatedFunctionAsBinary
        AnnotatedFunctionElement AnnotatedFunctionFilter AnnotatedGenericFunction AnnotatedGrouping
        AnnotatedIndexExpression AnnotatedJoin AnnotatedKeyedColumnElement AnnotatedLabel AnnotatedLateral
        AnnotatedLateralFromClause AnnotatedNamedColumn AnnotatedNamedFromClause AnnotatedNamedFromGrouping
        AnnotatedNull AnnotatedOperatorExpression AnnotatedOrderedSetAgg AnnotatedOver AnnotatedReturnTypeFromArgs
        AnnotatedReturnTypeFromOptionalArgs AnnotatedScalarFunctionColumn AnnotatedScalarSelect AnnotatedScalarValues
        AnnotatedSlice AnnotatedSubquery AnnotatedTable AnnotatedTableClause AnnotatedTableSample
        AnnotatedTableValuedAlias AnnotatedTableValuedColumn AnnotatedTrue_ AnnotatedTryCast AnnotatedTuple
        AnnotatedTypeCoerce AnnotatedUnaryExpression AnnotatedValues AnnotatedWithinGroup
        AnnotatedWrapsColumnExpression Annotated_OffsetLimitParam Annotated_OverrideBinds Annotated_label_reference
        Annotated_multiparam_column Annotated_textual_label_reference Annotatedaggregate_strings Annotatedall_
        Annotatedany_ Annotatedarray_agg Annotatedchar_length Annotatedcoalesce Annotatedconcat Annotatedcount
        Annotatedcube Annotatedcume_dist Annotatedcurrent_date Annotatedcurrent_time Annotatedcurrent_timestamp
        Annotatedcurrent_user Annotateddense_rank Annotatedgrouping_sets Annotatedlocaltime Annotatedlocaltimestamp
        Annotatedmax Annotatedmin Annotatedmode Annotatednext_value Annotatednow Annotatedpercent_rank
        Annotatedpercentile_cont Annotatedpercentile_disc Annotatedpow Annotatedrandom Annotatedrank Annotatedrollup
        Annotatedsession_user Annotatedsome Annotatedsum Annotatedsysdate Annotateduser EMPTY_ANNOTATIONS
        ExternallyTraversible HasCacheKey InternalTraversal SupportsAnnotations SupportsCloneAnnotations
        SupportsWrappingAnnotations TYPE_CHECKING annotated_classes anon_map""",
    "sqlalchemy.sql.base": """
        CacheableOptions ClauseVisitor ColumnCollection ColumnSet CompileState DedupeColumnCollection
        DialectKWArgConst DialectKWArgs EMPTY_DICT Executable ExecutableOption ExecutableStatement
        ExtendedInternalTraversal ExternallyTraversible Generative HasCacheKey HasCompileState HasCopyInternals
        HasMemoized HasSyntaxExtensions Immutable InPlaceGenerative InternalTraversal MemoizedHasCacheKey NO_ARG
        Options ReadOnlyColumnCollection SchemaEventTarget SchemaVisitable SchemaVisitor SingletonConstant
        SyntaxExtension TYPE_CHECKING WriteableColumnCollection hybridmethod warn_deprecated""",
    "sqlalchemy.sql.cache_key": """
        ANON_NAME CACHE_IN_PLACE CALL_GEN_CACHE_KEY CacheConst CacheKey CacheTraverseTarget HasCacheKey
        HasCacheKeyTraverse HasMemoized HasTraversalDispatch HasTraverseInternals InternalTraversal
        MemoizedHasCacheKey NO_CACHE PROPAGATE_ATTRS STATIC_CACHE_KEY SlotsMemoizedHasCacheKey anon_map inspect
        prefix_anon_map""",
    "sqlalchemy.sql.coercions": """
        AnonymizedFromClauseImpl BinaryElementImpl ByOfImpl ColumnArgumentImpl ColumnArgumentOrKeyImpl
        ColumnsClauseImpl CompoundElementImpl ConstExprImpl DDLConstraintColumnImpl DDLExpressionImpl
        DDLReferredColumnImpl DMLColumnImpl DMLSelectImpl DMLTableImpl ExecutableOption ExecutableOptionImpl
        ExpressionElementImpl FromClauseImpl GroupByImpl HasCTEImpl HasCacheKey HasCacheKeyImpl InElementImpl
        IsCTEImpl JoinTargetImpl LabeledColumnExprImpl LimitOffsetImpl LiteralValueImpl OnClauseImpl Options
        OrderByImpl ReturnsRowsImpl RoleImpl SelectStatementImpl StatementImpl StatementOptionImpl
        StrAsPlainColumnImpl SyntaxExtensionImpl TStringElementImpl TYPE_CHECKING TruncatedLabelImpl Visitable
        WhereHavingImpl ee_impl expect expect_as_key expect_col_expression_collection impl name""",
    "sqlalchemy.sql.compiler": """
        AggregateOrderByStyle BIND_TEMPLATES COLLECT_CARTESIAN_PRODUCTS COMPOUND_KEYWORDS Compiled CompilerState
        DDLCompiler EXTRACT_MAP ExpandedState FROM_LINTING FUNCTIONS FastIntFlag FromLinter GenericTypeCompiler
        ILLEGAL_INITIAL_CHARACTERS IdentifierPreparer InsertmanyvaluesSentinelOpts Linting NO_ARG NO_LINTING OPERATORS
        RESERVED_WORDS RM_NAME RM_OBJECTS RM_RENDERED_NAME RM_TYPE ResultColumnsEntry SQLCompiler StrSQLCompiler
        StrSQLTypeCompiler TYPE_CHECKING TupleType TypeCompiler WARN_LINTING aggregate_orderby_inline
        ilike_case_insensitive prefix_anon_map quoted_name""",
    "sqlalchemy.sql.crud": """
        ColumnClause REQUIRED Select TYPE_CHECKING TableClause""",
    "sqlalchemy.sql.ddl": """
        AddConstraint BaseDDLElement CheckFirst ClauseElement CreateColumn CreateConstraint CreateIndex CreateSchema
        CreateSequence CreateTable CreateTableAs CreateView DDL DDLElement DDLIf DDLIfCallable DialectKWArgs
        DropColumnComment DropConstraint DropConstraintComment DropIndex DropSchema DropSequence DropTable
        DropTableComment DropView Executable ExecutableDDLElement InvokeCreateDDLBase InvokeDDLBase InvokeDropDDLBase
        NO_ARG SchemaDropper SchemaGenerator SchemaVisitor SelectBase SetColumnComment SetConstraintComment
        SetTableComment TableClause TableCreateDDL TableDropDDL sort_tables sort_tables_and_constraints""",
    "sqlalchemy.sql.default_comparator": """
        BinaryExpression ClauseElement CollationClause CollectionAggregate ExpressionClauseList False_ Null
        OperatorExpression OperatorType True_ UnaryExpression and_ operator_lookup or_""",
    "sqlalchemy.sql.dml": """
        Alias BooleanClauseList ClauseElement ColumnClause ColumnElement ColumnSet CompileState DMLState DMLWhereBase
        Delete DeleteDMLState DialectKWArgs Executable ExecutableReturnsRows ExecutableStatement FromClause Generative
        HasCTE HasCompileState HasPrefixes HasSyntaxExtensions Insert InsertDMLState InternalTraversal Join Null
        NullType ReturningDelete ReturningInsert ReturningUpdate SelectLabelStyle SyntaxExtension TYPE_CHECKING
        TableClause TypedReturnsRows Update UpdateBase UpdateDMLState ValuesBase WriteableColumnCollection""",
    "sqlalchemy.sql.elements": """
        AbstractTextClause AggregateOrderBy Annotated AnnotatedColumnElement AsBoolean BinaryExpression BindParameter
        BooleanClauseList Case Cast ClauseElement ClauseList CollationClause CollectionAggregate ColumnClause
        ColumnElement ColumnOperators CompilerColumnElement CompilerElement DMLTargetCopy DQLDMLClauseElement
        ElementList Executable ExecutableStatement ExpressionClauseList ExternallyTraversible Extract False_
        FrameClause FrameClauseType FunctionFilter Generative GroupedElement Grouping HasCopyInternals HasMemoized
        HasMemoized_ro_memoized_attribute Immutable IndexExpression InternalTraversal KeyedColumnElement Label
        MemoizedHasCacheKey NO_ARG NO_CACHE NamedColumn Null OperatorClass OperatorExpression OrderByList Over
        ReleaseSavepointClause RollbackToSavepointClause SQLColumnExpression SQLCoreOperations SavepointClause
        SingletonConstant Slice SupportsWrappingAnnotations TString TYPE_CHECKING TableValuedColumn Template
        TextClause True_ TryCast Tuple TypeClause TypeCoerce TypingOnly UnaryExpression Visitable WithinGroup
        WrapsColumnExpression and_ cloned_traverse conv deprecated has_schema_attr is_quoted_name literal
        literal_column or_ quoted_name traverse""",
    "sqlalchemy.sql.events": """
        DDLEvents SchemaEventTarget TYPE_CHECKING""",
    "sqlalchemy.sql.expression": """
        AggregateOrderBy Alias AliasedReturnsRows BinaryExpression BindParameter BooleanClauseList CTE CacheKey Case
        Cast ClauseElement ClauseList CollectionAggregate ColumnClause ColumnCollection ColumnElement ColumnOperators
        CompoundSelect DMLTargetCopy Delete Executable ExecutableStatement Exists ExpressionClauseList Extract False_
        FrameClause FrameClauseType FromClause FromGrouping Function FunctionElement FunctionFilter GenerativeSelect
        Grouping HasCTE HasPrefixes HasSuffixes Insert Join LABEL_STYLE_DEFAULT LABEL_STYLE_DISAMBIGUATE_ONLY
        LABEL_STYLE_NONE LABEL_STYLE_TABLENAME_PLUS_COL Label LambdaElement Lateral Null OperatorClass Operators
        OrderByList Over ReleaseSavepointClause ReturnsRows RollbackToSavepointClause SQLColumnExpression
        SavepointClause ScalarSelect ScalarValues Select SelectBase SelectLabelStyle Selectable StatementLambdaElement
        Subquery TString TableClause TableSample TableValuedAlias TableValuedColumn TextAsFrom TextClause
        TextualSelect True_ TryCast Tuple TypeClause TypeCoerce UnaryExpression Update UpdateBase Values ValuesBase
        Visitable WithinGroup WriteableColumnCollection aggregate_order_by alias all_ and_ any_ asc between bindparam
        bitwise_not case cast collate column cte custom_op delete desc distinct except_ except_all exists extract
        false from_dml_column func funcfilter insert intersect intersect_all join label lambda_stmt lateral literal
        literal_column modifier not_ null nulls_first nulls_last nullsfirst nullslast or_ outerjoin outparam over
        quoted_name select table tablesample text true try_cast tstring tuple_ type_coerce union union_all update
        values within_group""",
    "sqlalchemy.sql.functions": """
        AggregateOrderBy AnsiFunction BinaryExpression BindParameter Cast ClauseList CollectionAggregateFunction
        ColumnCollection ColumnElement ExecutableStatement Extract FromClause Function FunctionAsBinary
        FunctionElement FunctionFilter Generative GenericFunction Grouping HasMemoized InternalTraversal NamedColumn
        OrderedSetAgg Over ReadOnlyColumnCollection ReturnTypeFromArgs ReturnTypeFromOptionalArgs ScalarFunctionColumn
        Select TYPE_CHECKING TableValueType TableValuedAlias TypeEngine WithinGroup WriteableColumnCollection
        aggregate_strings all_ any_ array_agg char_length coalesce concat count cube cume_dist current_date
        current_time current_timestamp current_user dense_rank func grouping_sets literal_column localtime
        localtimestamp max min mode modifier next_value now percent_rank percentile_cont percentile_disc pow random
        rank register_function rollup session_user some sum sysdate user""",
    "sqlalchemy.sql.lambdas": """
        AnalyzedCode AnalyzedFunction CacheConst ColumnOperators DeferredLambdaElement Executable ExecutableStatement
        LambdaElement LambdaOptions LinkedLambdaElement NonAnalyzedFunction NullLambdaStatement Options PyWrapper
        StatementLambdaElement TYPE_CHECKING insp lambda_stmt""",
    "sqlalchemy.sql.naming": """
        CheckConstraint Column Constraint ConventionDict ForeignKeyConstraint Index PrimaryKeyConstraint Table
        UniqueConstraint conv""",
    "sqlalchemy.sql.operators": """
        ColumnOperators OperatorClass OperatorType Operators OrderingOperators TYPE_CHECKING all_op any_op as_ asc_op
        between_op bitwise_and_op bitwise_lshift_op bitwise_not_op bitwise_or_op bitwise_rshift_op bitwise_xor_op
        collate comma_op commutative_op comparison_op concat_op contains_op custom_op desc_op distinct_op endswith_op
        exists filter_op from_ function_as_comparison_op icontains_op iendswith_op ilike_op in_op is_ is_associative
        is_boolean is_commutative is_comparison is_distinct_from is_false is_natural_self_precedent is_not
        is_not_distinct_from is_order_by_modifier is_ordering_modifier is_precedent is_true isfalse isnot
        isnot_distinct_from istartswith_op istrue json_getitem_op json_path_getitem_op like_op match_op mirror
        not_between_op not_contains_op not_endswith_op not_icontains_op not_iendswith_op not_ilike_op not_in_op
        not_istartswith_op not_like_op not_match_op not_regexp_match_op not_startswith_op notbetween_op notcontains_op
        notendswith_op notilike_op notin_op notlike_op notmatch_op notstartswith_op null_op nulls_first_op
        nulls_last_op nullsfirst_op nullslast_op op regexp_match_op regexp_replace_op startswith_op""",
    "sqlalchemy.sql.roles": """
        AllowsLambdaRole AnonymizedFromClauseRole BinaryElementRole ByOfRole ColumnArgumentOrKeyRole
        ColumnArgumentRole ColumnListRole ColumnsClauseRole CompoundElementRole ConstExprRole DDLConstraintColumnRole
        DDLExpressionRole DDLReferredColumnRole DDLRole DMLColumnRole DMLRole DMLSelectRole DMLTableRole
        ExecutableOptionRole ExpressionElementRole FromClauseRole GroupByRole HasCTERole HasCacheKeyRole InElementRole
        IsCTERole JoinTargetRole LabeledColumnExprRole LimitOffsetRole LiteralValueRole OnClauseRole OrderByRole
        ReturnsRowsRole SQLRole SelectStatementRole StatementOptionRole StatementRole StrAsPlainColumnRole StringRole
        StructuralRole SyntaxExtensionRole TStringElementRole TYPE_CHECKING TruncatedLabelRole TypedColumnsClauseRole
        UsesInspection WhereHavingRole""",
    "sqlalchemy.sql.schema": """
        BLANK_SCHEMA CallableColumnDefault CheckConstraint CheckFirst ClauseElement Column ColumnClause
        ColumnCollectionConstraint ColumnCollectionMixin ColumnDefault ColumnElement ColumnElementColumnDefault
        Computed Constraint DEFAULT_NAMING_CONVENTION DedupeColumnCollection DefaultClause DefaultGenerator
        DialectKWArgs Executable ExternallyTraversible FetchedValue ForeignKey ForeignKeyConstraint ForeignKeyTarget
        HasConditionalDDL HasMemoized HasSchemaAttr Identity IdentityOptions Index MetaData NULL_UNSPECIFIED Named
        PrimaryKeyConstraint RETAIN_SCHEMA ScalarElementColumnDefault SchemaConst SchemaEventTarget SchemaItem
        SchemaVisitable Sequence TYPE_CHECKING Table TableClause TextClause TypedColumns UniqueConstraint
        WriteableColumnCollection insert_sentinel quoted_name to_instance""",
    "sqlalchemy.sql.selectable": """
        Alias AliasedReturnsRows Annotated AnnotatedFromClause BindParameter BooleanClauseList CTE CacheableOptions
        ClauseElement ClauseList ColumnClause ColumnCollection ColumnElement ColumnSet CompileState CompoundSelect
        CompoundSelectState DQLDMLClauseElement DedupeColumnCollection DialectKWArgs Executable ExecutableReturnsRows
        ExecutableStatement Exists ForUpdateArg FromClause FromClauseAlias FromGrouping Generative GenerativeSelect
        GroupedElement HasCTE HasCompileState HasHints HasMemoized HasMemoized_ro_memoized_attribute HasPrefixes
        HasRowPos HasSuffixes HasSyntaxExtensions Immutable InternalTraversal Join LABEL_STYLE_DEFAULT
        LABEL_STYLE_DISAMBIGUATE_ONLY LABEL_STYLE_NONE LABEL_STYLE_TABLENAME_PLUS_COL Lateral LateralFromClause
        NULLTYPE NamedFromClause NamedFromGrouping NoInit OperatorType ReturnsRows ScalarSelect ScalarValues Select
        SelectBase SelectLabelStyle SelectState SelectStatementGrouping Selectable SelectsRows Subquery
        SupportsCloneAnnotations SyntaxExtension TYPE_CHECKING TableClause TableSample TableValuedAlias
        TableValuedColumn TextAsFrom TextClause TextualSelect TypedReturnsRows UnaryExpression Values
        WriteableColumnCollection and_ elem literal_column prefix_anon_map warn_deprecated""",
    "sqlalchemy.sql.sqltypes": """
        ARRAY BIGINT BINARY BLOB BOOLEAN BOOLEANTYPE BigInteger Boolean CHAR CLOB Concatenable DATE DATETIME
        DATETIME_TIMEZONE DECIMAL DOUBLE DOUBLE_PRECISION Date DateTime Double Emulated Enum FLOAT Float HasCacheKey
        HasExpressionLookup INDEXABLE INT INTEGER INTEGERTYPE Indexable Integer InternalTraversal Interval JSON
        LargeBinary MATCHTYPE MatchType NCHAR NO_ARG NULLTYPE NUMERIC NUMERICTYPE NVARCHAR NativeForEmulated NullType
        Numeric NumericCommon OperatorClass PickleType REAL SMALLINT STRINGTYPE SchemaEventTarget SchemaType Slice
        SmallInteger String TABLEVALUE TEXT TIME TIMESTAMP TIME_TIMEZONE TYPE_CHECKING TableValueType Text Time
        TupleType TypeDecorator TypeEngine TypeEngineMixin UUID Unicode UnicodeText Uuid VARBINARY VARCHAR Variant
        deprecated_params is_literal is_pep695 quoted_name to_instance type_coerce warn_deprecated""",
    "sqlalchemy.sql.traversals": """
        COMPARE_FAILED COMPARE_SUCCEEDED ColIdentityComparatorStrategy ExternallyTraversible GenerativeOnTraversal
        HasCacheKey HasCopyInternals HasShallowCopy HasTraversalDispatch HasTraverseInternals SKIP_TRAVERSE
        TraversalComparatorStrategy anon_map compare""",
    "sqlalchemy.sql.type_api": """
        BOOLEANTYPE CacheConst ColumnOperators Emulated ExternalType INDEXABLE INTEGERTYPE MATCHTYPE NO_CACHE NULLTYPE
        NUMERICTYPE NativeForEmulated OperatorClass STRINGTYPE SchemaEventTarget TABLEVALUE TYPE_CHECKING
        TypeDecorator TypeEngine TypeEngineMixin UserDefinedType Variant Visitable adapt_type custom_op to_instance""",
    "sqlalchemy.sql.util": """
        Alias AliasedReturnsRows BindParameter ClauseAdapter ClauseElement Column ColumnAdapter ColumnClause
        ColumnElement FromClause FromGrouping Grouping HasCacheKey Join KeyedColumnElement Label NamedColumn Null
        ScalarSelect Select SelectBase SelectState TYPE_CHECKING TableClause UnaryExpression adapt_criterion_to_null
        bind_values clause_is_present criterion_as_pairs expand_column_list_from_order_by
        extract_first_column_annotation find_join_source find_left_clause_that_matches_given
        find_left_clause_to_join_from find_tables join_condition reduce_columns selectables_overlap sort_tables
        splice_joins surface_expressions surface_selectables surface_selectables_only tables_from_leftmost
        unwrap_label_reference unwrap_order_by visit_binary_product""",
    "sqlalchemy.sql.visitors": """
        ClauseVisitor CloningExternalTraversal CloningVisitor ExtendedInternalTraversal ExternalTraversal
        ExternallyTraversible HasTraversalDispatch HasTraverseInternals InternalTraversal ReplacingCloningVisitor
        ReplacingExternalTraversal TYPE_CHECKING Traversible Visitable anon_map cloned_traverse iterate
        prefix_anon_map replacement_traverse traverse traverse_using""",
    "sqlalchemy.types": """
        ARRAY BIGINT BINARY BLOB BOOLEAN BigInteger Boolean CHAR CLOB Concatenable DATE DATETIME DECIMAL DOUBLE
        DOUBLE_PRECISION Date DateTime Double Enum ExternalType FLOAT Float INT INTEGER Indexable Integer Interval
        JSON LargeBinary MatchType NCHAR NULLTYPE NUMERIC NVARCHAR NullType Numeric NumericCommon OperatorClass
        PickleType REAL SMALLINT STRINGTYPE SchemaType SmallInteger String TEXT TIME TIMESTAMP Text Time TupleType
        TypeDecorator TypeEngine UUID Unicode UnicodeText UserDefinedType Uuid VARBINARY VARCHAR Variant adapt_type
        to_instance""",
    "sqlalchemy.util": """
        EMPTY_DICT EMPTY_SET EnsureKWArg FacadeDict FastIntFlag GenericRepr HasMemoized
        HasMemoized_ro_memoized_attribute IdentitySet LRUCache MemoizedSlots NONE_SET OrderedIdentitySet
        OrderedProperties OrderedSet PluginLoader PopulateDict Properties ReadOnlyContainer ReadOnlyProperties
        ScopedRegistry ThreadLocalRegistry TypingOnly UniqueAppender VersionInfo WeakPopulateDict WeakSequence
        add_parameter_text arm as_interface asbool asint assert_arg_type attrsetter await_ await_only b b64decode
        b64encode became_legacy_20 bool_or_str chop_traceback class_hierarchy classproperty clsname_as_plain_name cmp
        coerce_generator_arg coerce_kw_type coerce_to_immutabledict constructor_copy constructor_key counter cpython
        create_proxy_methods dataclass_fields decode_backslashreplace decode_slice decorator deprecated deprecated_cls
        deprecated_params dictlike_iteritems duck_type_collection ellipses_string exec_code_in_env find_matching_paren
        flatten_iterator format_argspec_init format_argspec_plus freethreading generic_fn_descriptor generic_repr
        get_annotations get_callable_argspec get_cls_kwargs get_func_kwargs getargspec_init greenlet_spawn
        has_compiled_ext has_dupes has_intersection has_refcount_gc hybridmethod hybridproperty immutabledict
        inject_docstring_text inspect_getfullargspec is64bit is_cancellation_exception is_exit_exception
        is_non_string_iterable iterate_attributes local_dataclass_fields map_bits md5_hex memoized_instancemethod
        memoized_property merge_lists_w_ordering method_is_overridden methods_equivalent monkeypatch_proxied_specials
        moved_20 non_memoized_property only_once ordered_column_set osx parse_user_argument_for_enum
        parse_version_from_metadata parse_version_string preload_module py312 py313 py314 pypy quoted_token_parser
        restore_annotations ro_memoized_property ro_non_memoized_property rw_hybridproperty safe_reraise
        set_creation_order sort_dictionary string_or_unprintable strip_outer_parens symbol to_column_set to_list
        to_set unbound_method_to_callable unique_list update_copy walk_subclasses warn warn_deprecated warn_exception
        warn_limited win32 wrap_callable""",
    "sqlalchemy.util.compat": """
        FullArgSpec Template arm b b64decode b64encode cmp cpython dataclass_fields decode_backslashreplace
        freethreading get_annotations has_refcount_gc importlib_metadata_get inspect_formatargspec
        inspect_getfullargspec is64bit local_dataclass_fields md5_not_for_security osx py312 py313 py314 py314b1 pypy
        wait_for win32""",
    "sqlalchemy.util.concurrency": """
        AsyncAdaptedLock TYPE_CHECKING await_ await_only greenlet_spawn in_greenlet is_cancellation_exception
        is_exit_exception memoized_property""",
    "sqlalchemy.util.cython": """
        IS_SHIM NULL annotation_typing boundscheck cast ccall cclass cfunc compiled const declare exceptval final
        inline locals pointer returns wraparound""",
    "sqlalchemy.util.deprecations": """
        became_legacy_20 decorator deprecated deprecated_cls deprecated_params inject_docstring_text inject_param_text
        moved_20 warn_deprecated warn_deprecated_limited""",
    "sqlalchemy.util.langhelpers": """
        EnsureKWArg FastIntFlag GenericRepr HasMemoized HasMemoized_ro_memoized_attribute MemoizedSlots Missing
        PluginLoader TYPE_CHECKING TypingOnly VersionInfo add_parameter_text as_interface asbool asint assert_arg_type
        attrsetter bool_or_str chop_traceback class_hierarchy classproperty clsname_as_plain_name coerce_kw_type
        constructor_copy constructor_key counter create_proxy_methods decode_slice decorator dictlike_iteritems
        duck_type_collection ellipses_string exec_code_in_env find_matching_paren format_argspec_init
        format_argspec_plus generic_fn_descriptor generic_repr get_callable_argspec get_cls_kwargs get_func_kwargs
        getargspec_init has_compiled_ext hybridmethod hybridproperty inject_docstring_text inject_param_text
        iterate_attributes load_uncompiled_module map_bits md5_hex memoized_instancemethod memoized_property
        method_is_overridden methods_equivalent monkeypatch_proxied_specials non_memoized_property only_once
        parse_user_argument_for_enum parse_version_from_metadata parse_version_string quoted_token_parser
        repr_tuple_names restore_annotations ro_memoized_property ro_non_memoized_property rw_hybridproperty
        safe_reraise set_creation_order string_or_unprintable strip_outer_parens symbol tag_method_for_warnings
        unbound_method_to_callable walk_subclasses warn warn_exception warn_limited wrap_callable""",
    "sqlalchemy.util.preloaded": """
        TYPE_CHECKING import_prefix preload_module""",
    "sqlalchemy.util.queue": """
        AsyncAdaptedQueue Empty Full Queue QueueCommon await_ memoized_property""",
    "sqlalchemy.util.tool_support": """
        code_writer_cmd""",
    "sqlalchemy.util.topological": """
        CircularDependencyError find_cycles sort sort_as_subsets""",
    "sqlalchemy.util.typing": """
        ArgsTypeProtocol CallableReference DescriptorProto DescriptorReference GenericProtocol LITERAL_TYPES
        RODescriptorReference SupportsKeysAndGetItem TYPE_CHECKING de_optionalize_union_types de_stringify_annotation
        eval_expression eval_name_only fixup_container_fwd_refs includes_none is_a_type is_fwd_none is_fwd_ref
        is_generic is_literal is_newtype is_non_string_iterable is_origin_of is_origin_of_cls is_pep593 is_pep695
        is_union make_union_type pep695_values resolve_name_to_real_class_name""",
}
MODULES = """
    sqlalchemy.connectors sqlalchemy.connectors.aioodbc sqlalchemy.connectors.asyncio sqlalchemy.connectors.pyodbc
    sqlalchemy.dialects.mssql.aioodbc sqlalchemy.dialects.mssql.information_schema sqlalchemy.dialects.mssql.json
    sqlalchemy.dialects.mssql.mssqlpython sqlalchemy.dialects.mssql.provision sqlalchemy.dialects.mssql.pymssql
    sqlalchemy.dialects.mssql.pyodbc sqlalchemy.dialects.mysql.aiomysql sqlalchemy.dialects.mysql.asyncmy
    sqlalchemy.dialects.mysql.cymysql sqlalchemy.dialects.mysql.enumerated sqlalchemy.dialects.mysql.expression
    sqlalchemy.dialects.mysql.json sqlalchemy.dialects.mysql.mariadb sqlalchemy.dialects.mysql.mariadbconnector
    sqlalchemy.dialects.mysql.mysqlconnector sqlalchemy.dialects.mysql.mysqldb sqlalchemy.dialects.mysql.provision
    sqlalchemy.dialects.mysql.pymysql sqlalchemy.dialects.mysql.pyodbc sqlalchemy.dialects.mysql.reflection
    sqlalchemy.dialects.mysql.reserved_words sqlalchemy.dialects.oracle.cx_oracle
    sqlalchemy.dialects.oracle.dictionary sqlalchemy.dialects.oracle.json sqlalchemy.dialects.oracle.oracledb
    sqlalchemy.dialects.oracle.provision sqlalchemy.dialects.oracle.vector sqlalchemy.dialects.postgresql.asyncpg
    sqlalchemy.dialects.postgresql.pg8000 sqlalchemy.dialects.postgresql.pg_catalog
    sqlalchemy.dialects.postgresql.provision sqlalchemy.dialects.postgresql.psycopg
    sqlalchemy.dialects.postgresql.psycopg2 sqlalchemy.dialects.postgresql.psycopg2cffi
    sqlalchemy.dialects.sqlite.aiosqlite sqlalchemy.dialects.sqlite.json sqlalchemy.dialects.sqlite.provision
    sqlalchemy.dialects.sqlite.pysqlcipher sqlalchemy.dialects.sqlite.pysqlite sqlalchemy.ext
    sqlalchemy.orm.state_changes sqlalchemy.testing sqlalchemy.testing.assertions sqlalchemy.testing.assertsql
    sqlalchemy.testing.asyncio sqlalchemy.testing.cancellation sqlalchemy.testing.config sqlalchemy.testing.engines
    sqlalchemy.testing.entities sqlalchemy.testing.exclusions sqlalchemy.testing.fixtures
    sqlalchemy.testing.fixtures.base sqlalchemy.testing.fixtures.mypy sqlalchemy.testing.fixtures.orm
    sqlalchemy.testing.fixtures.sql sqlalchemy.testing.pickleable sqlalchemy.testing.plugin
    sqlalchemy.testing.plugin.bootstrap sqlalchemy.testing.plugin.plugin_base sqlalchemy.testing.plugin.pytestplugin
    sqlalchemy.testing.profiles_file sqlalchemy.testing.profiling sqlalchemy.testing.provision
    sqlalchemy.testing.requirements sqlalchemy.testing.schema sqlalchemy.testing.suite
    sqlalchemy.testing.suite.test_cte sqlalchemy.testing.suite.test_ddl sqlalchemy.testing.suite.test_dialect
    sqlalchemy.testing.suite.test_insert sqlalchemy.testing.suite.test_reflection
    sqlalchemy.testing.suite.test_results sqlalchemy.testing.suite.test_rowcount sqlalchemy.testing.suite.test_select
    sqlalchemy.testing.suite.test_sequence sqlalchemy.testing.suite.test_table_via_select
    sqlalchemy.testing.suite.test_types sqlalchemy.testing.suite.test_unicode_ddl
    sqlalchemy.testing.suite.test_update_delete sqlalchemy.testing.util sqlalchemy.testing.warnings"""
DIALECT = """
    CACHE_HIT CACHE_MISS CACHING_DISABLED NO_CACHE_KEY NO_DIALECT_SUPPORT aggregate_order_by_style bind_typing
    colspecs connect connection_characteristics construct_arguments create_connect_args create_xid cte_follows_insert
    dbapi_exception_translation_map dbapi_version ddl_compiler default_metavalue_token default_paramstyle
    default_schema_name default_sequence_base delete_executemany_returning delete_returning delete_returning_multifrom
    denormalize_name detect_autocommit_setting dialect_description dialect_injects_custom_json_deserializer dispatch
    div_is_floordiv do_begin do_begin_twophase do_close do_commit do_commit_twophase do_execute do_execute_no_params
    do_executemany do_ping do_prepare_twophase do_recover_twophase do_release_savepoint do_rollback
    do_rollback_to_savepoint do_rollback_twophase do_savepoint do_set_input_sizes do_terminate engine_config_types
    engine_created exclude_set_input_sizes execute_sequence_format execution_ctx_cls favor_returning_over_lastrowid
    full_returning get_async_dialect_cls get_check_constraints get_columns get_default_isolation_level get_deferrable
    get_dialect_cls get_dialect_pool_class get_driver_connection get_foreign_keys get_indexes get_isolation_level
    get_isolation_level_values get_materialized_view_names get_multi_check_constraints get_multi_columns
    get_multi_foreign_keys get_multi_indexes get_multi_pk_constraint get_multi_table_comment get_multi_table_options
    get_multi_unique_constraints get_pk_constraint get_pool_class get_readonly get_schema_names get_sequence_names
    get_table_comment get_table_names get_table_oid get_table_options get_temp_table_names get_temp_view_names
    get_unique_constraints get_view_definition get_view_names has_index has_multi_table has_schema has_sequence
    has_table has_terminate has_type import_dbapi include_set_input_sizes initialize inline_comments
    insert_executemany_returning insert_executemany_returning_sort_by_parameter_order
    insert_null_pk_still_autoincrements insert_returning insertmanyvalues_implicit_sentinel
    insertmanyvalues_max_parameters insertmanyvalues_page_size inspector is_async is_disconnect is_mariadb
    ischema_names isolation_level load_provisioning loaded_dbapi max_constraint_name_length max_identifier_length
    max_index_name_length min_year_for_type minimum_dbapi_version name non_native_boolean_check_constraint
    normalize_name on_connect on_connect_url postfetch_lastrowid preexecute_autoincrement_sequences preparer
    reflection_options requires_name_normalize reset_isolation_level retrieve_dbapi_version returns_native_bytes
    sequences_optional server_side_cursors server_version_info set_connection_execution_options set_deferrable
    set_engine_execution_options set_isolation_level set_readonly statement_compiler supports_alter supports_cast
    supports_comments supports_constraint_comments supports_default_metavalue supports_default_values
    supports_empty_insert supports_for_update_of supports_identity_columns supports_is_distinct_from
    supports_multivalues_insert supports_native_bit supports_native_boolean supports_native_decimal
    supports_native_enum supports_native_json_deserialization supports_native_json_serialization supports_native_uuid
    supports_sane_multi_rowcount supports_sane_rowcount supports_sane_rowcount_returning supports_schemas
    supports_sequences supports_server_side_cursors supports_simple_order_by_label supports_smallserial
    supports_statement_cache supports_views supports_virtual_generated_columns tuple_in_values type_compiler_cls
    type_descriptor update_executemany_returning update_returning update_returning_multifrom use_insertmanyvalues
    use_insertmanyvalues_wo_returning use_mysql_for_share validate_identifier"""
INSPECTOR = """
    clear_cache default_schema_name from_engine get_check_constraints get_columns get_foreign_keys get_indexes
    get_materialized_view_names get_multi_check_constraints get_multi_columns get_multi_foreign_keys get_multi_indexes
    get_multi_pk_constraint get_multi_table_comment get_multi_table_options get_multi_unique_constraints
    get_pk_constraint get_schema_names get_sequence_names get_sorted_table_and_fkc_names get_table_comment
    get_table_names get_table_options get_temp_table_names get_temp_view_names get_unique_constraints
    get_view_definition get_view_names has_index has_multi_table has_schema has_sequence has_table reflect_table
    sort_tables_on_foreign_key_dependency"""

def is_known(module, name):
    """Whether real SQLAlchemy has a name in a module."""
    return name in NAMES.get(module, "").split()


def is_dialect_attribute(name):
    """Whether dialect objects have an attribute."""
    return name in DIALECT.split()


def is_inspector_method(name):
    """Whether inspectors have a method."""
    return name in INSPECTOR.split()
