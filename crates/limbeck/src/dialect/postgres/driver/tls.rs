//! TLS with libpq's meanings: encrypted without being checked, checked by authority, checked by name.

use super::{
    certificate::Facts,
    settings::{Roots, TlsMode, TlsSettings},
};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, DistinguishedName, Error, RootCertStore,
    SignatureScheme,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::{CryptoProvider, ring},
    pki_types::{
        CertificateDer, CertificateRevocationListDer, PrivateKeyDer, ServerName, UnixTime, pem::PemObject,
    },
};
use std::{path::Path, sync::Arc};

/// Builds the client's side of TLS; errors are worded as libpq words them.
pub(super) fn configuration(settings: &TlsSettings) -> Result<Arc<ClientConfig>, String> {
    let provider = Arc::new(ring::default_provider());
    let versions: &[&rustls::SupportedProtocolVersion] = match (settings.minimum_1_3, settings.maximum_1_2) {
        (true, true) => return Err("invalid SSL protocol version range".to_owned()),
        (true, false) => &[&rustls::version::TLS13],
        (false, true) => &[&rustls::version::TLS12],
        (false, false) => &[&rustls::version::TLS12, &rustls::version::TLS13],
    };
    let verifier = verifier(settings, &provider)?;
    let builder = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(versions)
        .map_err(|error| format!("SSL error: {error}"))?
        .dangerous()
        .with_custom_certificate_verifier(verifier);
    let mut configuration = match &settings.identity {
        None => builder.with_no_client_auth(),
        Some(identity) => {
            let certificates = certificates(&identity.certificate).map_err(|error| {
                format!("could not read certificate file \"{}\": {error}", identity.certificate.display())
            })?;
            let key = PrivateKeyDer::from_pem_file(&identity.key).map_err(|error| {
                format!(
                    "could not load private key file \"{}\": {error} (an encrypted key is not supported: decrypt it first)",
                    identity.key.display()
                )
            })?;
            builder
                .with_client_auth_cert(certificates, key)
                .map_err(|error| format!("certificate does not match private key file: {error}"))?
        }
    };
    configuration.enable_sni = settings.server_name;
    if settings.direct {
        configuration.alpn_protocols = vec![b"postgresql".to_vec()];
    }
    Ok(Arc::new(configuration))
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, rustls::pki_types::pem::Error> {
    CertificateDer::pem_file_iter(path)?.collect()
}

fn verifier(
    settings: &TlsSettings,
    provider: &Arc<CryptoProvider>,
) -> Result<Arc<dyn ServerCertVerifier>, String> {
    // With "require" a root certificate that is there is used all the same, as libpq does for the sake
    // of old configurations.
    let check = match settings.mode {
        TlsMode::VerifyFull => Check::Name,
        TlsMode::VerifyCa => Check::Authority,
        TlsMode::Require if settings.roots.is_some() => Check::Authority,
        TlsMode::Disable | TlsMode::Allow | TlsMode::Prefer | TlsMode::Require => Check::Nothing,
    };
    let schemes = provider.signature_verification_algorithms.supported_schemes();
    if check == Check::Nothing {
        return Ok(Arc::new(Verifier { check, inner: None, roots: Vec::new(), schemes }));
    }
    let mut trusted = Vec::new();
    match &settings.roots {
        Some(Roots::File(path)) => {
            trusted = certificates(path).map_err(|error| {
                format!("could not read root certificate file \"{}\": {error}", path.display())
            })?;
        }
        Some(Roots::System) => trusted = rustls_native_certs::load_native_certs().certs,
        None => {}
    }
    let mut store = RootCertStore::empty();
    let (added, _) = store.add_parsable_certificates(trusted.iter().cloned());
    if added == 0 {
        return Err(
            "could not read root certificate file: it holds no certificate that can be used".to_owned()
        );
    }
    let mut builder = WebPkiServerVerifier::builder_with_provider(Arc::new(store), Arc::clone(provider));
    if let Some(path) = &settings.revoked {
        let lists: Result<Vec<_>, _> =
            CertificateRevocationListDer::pem_file_iter(path).and_then(Iterator::collect);
        let lists = lists.map_err(|error| {
            format!("could not read certificate revocation list \"{}\": {error}", path.display())
        })?;
        builder = builder.with_crls(lists);
    }
    let inner = builder.build().map_err(|error| format!("SSL error: {error}"))?;
    Ok(Arc::new(Verifier { check, inner: Some(inner), roots: trusted, schemes }))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Check {
    Nothing,
    Authority,
    Name,
}

#[derive(Debug)]
struct Verifier {
    check: Check,
    inner: Option<Arc<WebPkiServerVerifier>>,
    roots: Vec<CertificateDer<'static>>,
    schemes: Vec<SignatureScheme>,
}

impl Verifier {
    /// A server whose certificate is itself the trusted root: usual with self-signed certificates,
    /// accepted by OpenSSL, refused by webpki because it may sign others.
    fn is_trusted_itself(
        &self,
        end_entity: &CertificateDer<'_>,
        facts: Option<&Facts>,
        now: UnixTime,
    ) -> bool {
        self.roots.iter().any(|root| root.as_ref() == end_entity.as_ref())
            && facts.is_some_and(|facts| facts.valid_at(now.as_secs()))
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Some(inner) = &self.inner else {
            return Ok(ServerCertVerified::assertion());
        };
        let error = match inner.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
        {
            Ok(verified) => return Ok(verified),
            Err(error) => error,
        };
        let facts = Facts::read(end_entity.as_ref());
        let wrong_name = |error: &Error| {
            matches!(
                error,
                Error::InvalidCertificate(
                    CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. }
                )
            )
        };
        let mut problem = error;
        if !wrong_name(&problem) {
            if !self.is_trusted_itself(end_entity, facts.as_ref(), now) {
                return Err(problem);
            }
            let parsed = rustls::server::ParsedCertificate::try_from(end_entity)?;
            match rustls::client::verify_server_name(&parsed, server_name) {
                Ok(()) => return Ok(ServerCertVerified::assertion()),
                Err(error) => problem = error,
            }
        }
        let named = self.check == Check::Authority
            || facts.is_some_and(|facts| facts.common_name_matches(&server_name.to_str()));
        if named { Ok(ServerCertVerified::assertion()) } else { Err(problem) }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        match &self.inner {
            Some(inner) => inner.verify_tls12_signature(message, certificate, signature),
            // Nobody knows whose certificate it is, so nothing is gained by its signature; and old
            // certificates that OpenSSL takes cannot be read here.
            None => Ok(HandshakeSignatureValid::assertion()),
        }
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        match &self.inner {
            Some(inner) => inner.verify_tls13_signature(message, certificate, signature),
            None => Ok(HandshakeSignatureValid::assertion()),
        }
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.schemes.clone()
    }

    fn root_hint_subjects(&self) -> Option<&[DistinguishedName]> {
        None
    }
}

/// A failed handshake in libpq's words where it has some.
pub(super) fn words(error: &std::io::Error, host: &str) -> String {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>());
    match inner {
        Some(Error::InvalidCertificate(CertificateError::NotValidForNameContext { presented, .. })) => {
            // `DnsName("db.example")`, as the library lists what the certificate says.
            let mut names = presented.iter().map(|name| name.split('"').nth(1).unwrap_or(name));
            match (names.next(), presented.len()) {
                (Some(name), 1) => {
                    format!("server certificate for \"{name}\" does not match host name \"{host}\"")
                }
                (Some(name), count) => format!(
                    "server certificate for \"{name}\" (and {} other name{}) does not match host name \"{host}\"",
                    count - 1,
                    if count == 2 { "" } else { "s" }
                ),
                (None, _) => format!("server certificate does not match host name \"{host}\""),
            }
        }
        Some(Error::InvalidCertificate(CertificateError::NotValidForName)) => {
            format!("server certificate does not match host name \"{host}\"")
        }
        Some(Error::InvalidCertificate(reason)) => {
            format!("SSL error: certificate verify failed ({reason})")
        }
        Some(error) => format!("SSL error: {error}"),
        None => format!("SSL error: {}", super::error::words(error)),
    }
}
