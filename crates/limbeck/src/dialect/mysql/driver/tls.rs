//! TLS as Python's drivers ask for it: encrypted without being checked, checked by authority, checked
//! by name.

use super::settings::{Tls, TlsCheck};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime, pem::PemObject},
};
use std::sync::Arc;

/// Builds the client's side of TLS; errors are texts.
pub(super) fn configuration(settings: &Tls) -> Result<Arc<ClientConfig>, String> {
    let provider = Arc::new(ring::default_provider());
    let schemes = provider.signature_verification_algorithms.supported_schemes();
    let inner = match settings.check {
        TlsCheck::Nothing => None,
        TlsCheck::Authority | TlsCheck::Name => {
            let mut store = RootCertStore::empty();
            let added = match &settings.authority {
                Some(path) => {
                    let certificates = CertificateDer::pem_file_iter(path)
                        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
                        .map_err(|error| format!("could not read {}: {error}", path.display()))?;
                    store.add_parsable_certificates(certificates).0
                }
                None => store.add_parsable_certificates(rustls_native_certs::load_native_certs().certs).0,
            };
            if added == 0 {
                return Err("there is no certificate of an authority that can be used".to_owned());
            }
            let verifier =
                WebPkiServerVerifier::builder_with_provider(Arc::new(store), Arc::clone(&provider))
                    .build()
                    .map_err(|error| error.to_string())?;
            Some(verifier)
        }
    };
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Verifier { check: settings.check, inner, schemes }));
    let configuration = match &settings.identity {
        None => builder.with_no_client_auth(),
        Some((certificate, key)) => {
            let certificates = CertificateDer::pem_file_iter(certificate)
                .and_then(Iterator::collect::<Result<Vec<_>, _>>)
                .map_err(|error| format!("could not read {}: {error}", certificate.display()))?;
            let key = PrivateKeyDer::from_pem_file(key)
                .map_err(|error| format!("could not read {}: {error}", key.display()))?;
            builder.with_client_auth_cert(certificates, key).map_err(|error| error.to_string())?
        }
    };
    Ok(Arc::new(configuration))
}

#[derive(Debug)]
struct Verifier {
    check: TlsCheck,
    inner: Option<Arc<WebPkiServerVerifier>>,
    schemes: Vec<SignatureScheme>,
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
        let Some(inner) = &self.inner else { return Ok(ServerCertVerified::assertion()) };
        match inner.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now) {
            Err(Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) if self.check == TlsCheck::Authority => Ok(ServerCertVerified::assertion()),
            verified => verified,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        match &self.inner {
            Some(inner) => inner.verify_tls12_signature(message, certificate, signature),
            // Nobody knows whose certificate it is, so nothing is gained by its signature.
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
}
