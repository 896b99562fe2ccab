//! TLS and authentication, against a server of our own with certificates of our own.
//!
//! Needs `LIMBECK_TEST_POSTGRES_PROGRAMS` (the directory of `initdb` and `pg_ctl`; by default what
//! `pg_config --bindir` says) and `openssl`; as root, a user `postgres` to run the server as. Which
//! connections succeed and which fail, and the words in quotes, were checked with psycopg 3.3 and libpq 18.

use crate::support::{Directory, connect, connect_args, database_error, one};
use limbeck::{
    connection::{ConnectOptions, Connection, DatabaseErrorKind, DatabaseUrl},
    expr::Value,
};
use serde_json::json;
use std::{
    net::TcpListener,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

struct Server {
    directory: Directory,
    programs: String,
    port: u16,
    as_root: bool,
}

fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::piped()).output().ok()?;
    if !output.status.success() {
        eprintln!("{command:?}: {}", String::from_utf8_lossy(&output.stderr));
        return None;
    }
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

impl Server {
    fn start() -> Option<Self> {
        let programs = std::env::var("LIMBECK_TEST_POSTGRES_PROGRAMS")
            .ok()
            .or_else(|| output(Command::new("pg_config").arg("--bindir")))
            .filter(|directory| Path::new(directory).join("initdb").exists());
        let Some(programs) = programs else {
            eprintln!("SKIPPED tls: no initdb found (LIMBECK_TEST_POSTGRES_PROGRAMS), nothing was tested");
            return None;
        };
        let as_root = output(Command::new("id").arg("-u")).as_deref() == Some("0");
        let port = TcpListener::bind("127.0.0.1:0").ok()?.local_addr().ok()?.port();
        let server = Self { directory: Directory::new(), programs, port, as_root };
        if server.set_up().is_none() {
            eprintln!("SKIPPED tls: the server could not be set up, nothing was tested");
            return None;
        }
        Some(server)
    }

    fn program(&self, name: &str) -> Command {
        let program = Path::new(&self.programs).join(name);
        if self.as_root {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        }
    }

    fn openssl(&self, arguments: &str) -> Option<()> {
        let mut command = Command::new("openssl");
        command.current_dir(&self.directory.0).args(arguments.split(' '));
        output(&mut command).map(drop)
    }

    fn set_up(&self) -> Option<()> {
        self.openssl("req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=root-authority -keyout root.key -out root.crt")?;
        self.openssl("req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=somebody-else -keyout other.key -out other.crt")?;
        for (name, subject, extension) in [
            ("server", "localhost", "subjectAltName=DNS:localhost"),
            ("client", "certified", "keyUsage=digitalSignature"),
        ] {
            self.openssl(&format!(
                "req -new -newkey rsa:2048 -nodes -subj /CN={subject} -keyout {name}.key -out {name}.csr"
            ))?;
            std::fs::write(self.directory.path("extensions"), extension).ok()?;
            self.openssl(&format!(
                "x509 -req -in {name}.csr -CA root.crt -CAkey root.key -CAcreateserial -days 30 -extfile extensions -out {name}.crt"
            ))?;
        }
        // By itself, without alternative names: what many small servers have.
        self.openssl(
            "req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=localhost -keyout self.key -out self.crt",
        )?;
        if self.as_root {
            output(Command::new("chown").args(["-R", "postgres"]).arg(&self.directory.0))?;
        }
        let data = self.directory.path("data");
        output(self.program("initdb").args(["-D", &data, "-A", "trust", "-U", "postgres", "-N"]))?;
        let file = |name: &str| self.directory.path(name);
        let configuration = format!(
            "listen_addresses = 'localhost'\nport = {}\nunix_socket_directories = '{}'\nfsync = off\nssl = on\n\
             ssl_cert_file = '{}'\nssl_key_file = '{}'\nssl_ca_file = '{}'\n",
            self.port,
            self.directory.0.display(),
            file("server.crt"),
            file("server.key"),
            file("root.crt")
        );
        std::fs::write(Path::new(&data).join("postgresql.auto.conf"), configuration).ok()?;
        let rules = "local all postgres trust\n\
                     hostssl all secret all scram-sha-256\n\
                     host all plain all scram-sha-256\n\
                     host all old all md5\n\
                     host all clear all password\n\
                     hostssl all certified all cert\n\
                     hostnossl all unencrypted all trust\n";
        std::fs::write(Path::new(&data).join("pg_hba.conf"), rules).ok()?;
        output(
            self.program("pg_ctl")
                .args(["-D", &data, "-w", "-l", &file("log"), "start"])
                .stdout(Stdio::null()),
        )?;
        let mut connection = self.administrator();
        connection
            .batch(
                "CREATE ROLE secret LOGIN PASSWORD 'pass wörd'; CREATE ROLE plain LOGIN PASSWORD 'p'; \
                 CREATE ROLE clear LOGIN PASSWORD 'c'; CREATE ROLE certified LOGIN; CREATE ROLE unencrypted LOGIN; \
                 SET password_encryption = 'md5'; CREATE ROLE old LOGIN PASSWORD 'o'",
            )
            .unwrap();
        Some(())
    }

    fn administrator(&self) -> Box<dyn Connection> {
        connect(&format!(
            "postgresql://postgres@/postgres?host={}&port={}",
            self.directory.0.display(),
            self.port
        ))
        .unwrap()
    }

    fn url(&self, driver: &str, user: &str, host: &str, arguments: &str) -> String {
        format!("{driver}://{user}@{host}:{}/postgres?{arguments}", self.port)
    }

    /// Uses another certificate from now on.
    fn certify(&self, name: &str) {
        let mut connection = self.administrator();
        for (setting, extension) in [("ssl_cert_file", "crt"), ("ssl_key_file", "key")] {
            let path = self.directory.path(&format!("{name}.{extension}"));
            connection.batch(&format!("ALTER SYSTEM SET {setting} = '{path}'")).unwrap();
        }
        connection.batch("SELECT pg_reload_conf()").unwrap();
        thread::sleep(Duration::from_millis(500));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let data = self.directory.path("data");
        let _stopped = output(self.program("pg_ctl").args(["-D", &data, "-m", "immediate", "stop"]));
    }
}

fn encrypted(connection: &mut dyn Connection) -> bool {
    one(connection, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()") == Value::Boolean(true)
}

#[test]
fn tls_and_authentication_are_libpqs() {
    let Some(server) = Server::start() else { return };
    let root = server.directory.path("root.crt");
    let other = server.directory.path("other.crt");
    let try_url = |url: &str| -> Result<bool, String> {
        match connect(url) {
            Ok(mut connection) => Ok(encrypted(connection.as_mut())),
            Err(error) => Err(error.to_string()),
        }
    };
    let secret = "secret:pass%20w%C3%B6rd";
    let url = |user: &str, host: &str, arguments: &str| server.url("postgresql", user, host, arguments);

    // Modes.
    for (user, host, arguments, expected) in [
        ("plain:p", "127.0.0.1", "sslmode=disable", Ok(false)),
        ("plain:p", "127.0.0.1", "sslmode=allow", Ok(false)),
        ("plain:p", "127.0.0.1", "sslmode=prefer", Ok(true)),
        ("plain:p", "127.0.0.1", "x=", Ok(true)),
        ("plain:p", "127.0.0.1", "sslmode=require", Ok(true)),
        ("unencrypted", "127.0.0.1", "sslmode=prefer", Ok(false)),
        ("unencrypted", "127.0.0.1", "sslmode=require", Err("FATAL:  no pg_hba.conf entry")),
        (secret, "127.0.0.1", "sslmode=allow", Ok(true)),
        (secret, "127.0.0.1", "sslmode=disable", Err("no encryption")),
        ("plain:p", "localhost", &format!("sslmode=verify-ca&sslrootcert={root}"), Ok(true)),
        ("plain:p", "127.0.0.1", &format!("sslmode=verify-ca&sslrootcert={root}"), Ok(true)),
        ("plain:p", "localhost", &format!("sslmode=verify-full&sslrootcert={root}"), Ok(true)),
        (
            "plain:p",
            "127.0.0.1",
            &format!("sslmode=verify-full&sslrootcert={root}"),
            Err("server certificate for \"localhost\" does not match host name \"127.0.0.1\""),
        ),
        (
            "plain:p",
            "localhost",
            &format!("sslmode=verify-full&sslrootcert={other}"),
            Err("certificate verify failed"),
        ),
        (
            "plain:p",
            "localhost",
            &format!("sslmode=verify-ca&sslrootcert={other}"),
            Err("certificate verify failed"),
        ),
        // A root certificate that is there is used with "require" too.
        (
            "plain:p",
            "localhost",
            &format!("sslmode=require&sslrootcert={other}"),
            Err("certificate verify failed"),
        ),
        ("plain:p", "localhost", "sslmode=verify-full", Err("root certificate file \"")),
        ("plain:p", "localhost", "sslrootcert=system", Err("certificate verify failed")),
        ("plain:p", "localhost", "sslmode=require&sslrootcert=system", Err("weak sslmode \"require\"")),
        ("plain:p", "127.0.0.1", "sslmode=require&ssl_min_protocol_version=TLSv1.3", Ok(true)),
        ("plain:p", "127.0.0.1", "sslmode=require&ssl_max_protocol_version=TLSv1.2", Ok(true)),
    ] {
        let result = try_url(&url(user, host, arguments));
        match (&result, expected) {
            (Ok(got), Ok(wanted)) => assert_eq!(*got, wanted, "{user} {arguments}"),
            (Err(text), Err(wanted)) => assert!(text.contains(wanted), "{user} {arguments}: {text}"),
            _ => panic!("{user} {arguments}: {result:?}"),
        }
    }

    // Ways to authenticate.
    for (user, arguments, expected) in [
        (secret, "sslmode=require&channel_binding=require", Ok(true)),
        (secret, "sslmode=require&channel_binding=disable", Ok(true)),
        (
            "plain:p",
            "sslmode=disable&channel_binding=require",
            Err("channel binding required, but SSL not in use"),
        ),
        ("old:o", "sslmode=disable", Ok(false)),
        ("old:o", "sslmode=require&channel_binding=require", Err("channel binding required")),
        ("clear:c", "sslmode=require", Ok(true)),
        ("clear:c", "sslmode=require&require_auth=scram-sha-256", Err("authentication method requirement")),
        ("plain:p", "sslmode=require&require_auth=scram-sha-256", Ok(true)),
        (
            "plain:wrong",
            "sslmode=require",
            Err("failed: FATAL:  password authentication failed for user \"plain\""),
        ),
        ("plain", "sslmode=require", Err("fe_sendauth: no password supplied")),
    ] {
        let result = try_url(&url(user, "127.0.0.1", arguments));
        match (&result, expected) {
            (Ok(got), Ok(wanted)) => assert_eq!(*got, wanted, "{user} {arguments}"),
            (Err(text), Err(wanted)) => assert!(text.contains(wanted), "{user} {arguments}: {text}"),
            _ => panic!("{user} {arguments}: {result:?}"),
        }
    }
    // With "prefer" both attempts are told of, and no password.
    let error = database_error(connect(&url("plain:wr0ng", "127.0.0.1", "sslmode=prefer")));
    let line = format!(
        "connection to server at \"127.0.0.1\", port {} failed: FATAL:  password authentication failed for user \"plain\"",
        server.port
    );
    assert_eq!(error.message, format!("connection failed: {line}\n{line}"));
    assert_eq!(error.kind, DatabaseErrorKind::Operational);

    // A client's certificate.
    let (certificate, key) = (server.directory.path("client.crt"), server.directory.path("client.key"));
    let arguments = format!("sslmode=require&sslcert={certificate}&sslkey={key}");
    assert_eq!(try_url(&url("certified", "127.0.0.1", &arguments)), Ok(true));
    assert!(try_url(&url("certified", "127.0.0.1", "sslmode=require")).is_err());

    // asyncpg's own words.
    for (ssl, expected) in [(json!("require"), Some(true)), (json!(false), Some(false)), (json!(true), None)]
    {
        let result = connect_args(
            &server.url("postgresql+asyncpg", "plain:p", "127.0.0.1", ""),
            json!({ "ssl": ssl }),
        );
        assert_eq!(result.ok().map(|mut connection| encrypted(connection.as_mut())), expected, "{ssl}");
    }
    assert_eq!(try_url(&server.url("postgresql+asyncpg", "plain:p", "127.0.0.1", "ssl=prefer")), Ok(true));
    assert_eq!(try_url(&server.url("postgresql+pg8000", "plain:p", "127.0.0.1", "")), Ok(true));

    // Statements are ended over TLS.
    let mut connection = connect(&url("plain:p", "127.0.0.1", "sslmode=require")).unwrap();
    let cancel = connection.canceller().unwrap();
    let thread = thread::spawn(move || {
        thread::sleep(Duration::from_millis(200));
        cancel();
    });
    let error = connection.query("SELECT pg_sleep(20)", &[]).unwrap_err();
    assert_eq!(error.code.as_deref(), Some("57014"));
    thread.join().unwrap();
    let rows = connection.query("SELECT repeat('é', 1000000)", &[]).unwrap();
    assert!(matches!(&rows.rows[0][0], Value::Text(text) if text.chars().count() == 1_000_000));

    // The password file; one that others may read does not count.
    let passwords = server.directory.path("passwords");
    std::fs::write(&passwords, format!("# c\nother:*:*:*:no\n127.0.0.1:{}:*:plain:p\n", server.port))
        .unwrap();
    set_mode(&passwords, 0o600);
    let from_file = |driver: &str| {
        let url = DatabaseUrl::parse(&server.url(driver, "plain", "127.0.0.1", "")).unwrap();
        limbeck::dialect::postgres::driver::connect_in(&url, &ConnectOptions::default(), &|name| {
            (name == "PGPASSFILE").then(|| passwords.clone())
        })
        .is_ok()
    };
    assert!(from_file("postgresql") && from_file("postgresql+asyncpg") && !from_file("postgresql+pg8000"));
    set_mode(&passwords, 0o644);
    assert!(!from_file("postgresql"));

    // A certificate that is its own root, with a common name only.
    server.certify("self");
    let own = server.directory.path("self.crt");
    for (host, mode, good) in [
        ("localhost", "verify-full", true),
        ("127.0.0.1", "verify-full", false),
        ("127.0.0.1", "verify-ca", true),
    ] {
        let result = try_url(&url("plain:p", host, &format!("sslmode={mode}&sslrootcert={own}")));
        assert_eq!(result.is_ok(), good, "{host} {mode}: {result:?}");
    }
    assert!(try_url(&url("plain:p", "localhost", &format!("sslmode=verify-ca&sslrootcert={root}"))).is_err());
    assert_eq!(try_url(&url(secret, "localhost", "sslmode=require&channel_binding=require")), Ok(true));
}

#[cfg(unix)]
fn set_mode(path: &str, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
fn set_mode(_path: &str, _mode: u32) {}
