import { generateKeyPairSync } from "node:crypto";
import forge from "node-forge";

/** A key and its certificate, as PEM. */
export interface KeyAndCertificate {
  readonly key: string;
  readonly certificate: string;
}

/**
 * A new RSA key and a certificate for it, valid for a day: signed by `issuer` for a server on 127.0.0.1, or, without
 * one, by itself as an authority.
 */
export function makeCertificate(name: string, issuer?: KeyAndCertificate): KeyAndCertificate {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
  certificate.serialNumber = issuer === undefined ? "01" : "02";
  certificate.validity.notBefore = new Date(Date.now() - 3_600_000);
  certificate.validity.notAfter = new Date(Date.now() + 86_400_000);
  const subject = [{ name: "commonName", value: name }];
  certificate.setSubject(subject);
  certificate.setIssuer(
    issuer === undefined ? subject : forge.pki.certificateFromPem(issuer.certificate).subject.attributes,
  );
  certificate.setExtensions([
    { name: "basicConstraints", cA: issuer === undefined, critical: true },
    ...(issuer === undefined
      ? [{ name: "keyUsage", keyCertSign: true, digitalSignature: true, critical: true }]
      : [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }]),
  ]);
  certificate.sign(forge.pki.privateKeyFromPem(issuer?.key ?? privateKey), forge.md.sha256.create());
  return { key: privateKey, certificate: forge.pki.certificateToPem(certificate) };
}

/** A pfx file as the tools write it: `aes256` of today, `3des` of older ones. */
export function toPfx(
  { key, certificate }: KeyAndCertificate,
  password: string,
  algorithm: "aes256" | "3des",
): Buffer {
  const pfx = forge.pkcs12.toPkcs12Asn1(
    forge.pki.privateKeyFromPem(key),
    [forge.pki.certificateFromPem(certificate)],
    password,
    { algorithm },
  );
  return Buffer.from(forge.asn1.toDer(pfx).getBytes(), "binary");
}
