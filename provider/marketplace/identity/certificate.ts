import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import type * as Forge from "node-forge";

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

interface Contents {
  readonly key: KeyObject;
  readonly certificates: readonly X509Certificate[];
}

/**
 * Reads a certificate file, pfx (PKCS#12) or PEM, into the PEM that `@azure/identity` takes: the decrypted private
 * key, its certificate, the rest of the chain. `password` opens a pfx, or the private key of a PEM. The errors say
 * what is wrong with the file, and quote nothing from it.
 */
export async function toPem(file: Buffer, password?: string): Promise<string> {
  const { key, certificates } = file.includes("-----BEGIN ")
    ? readPem(file.toString("utf8"), password)
    : await readPfx(file, password);
  if (key.asymmetricKeyType !== "rsa") {
    throw new Error("its key is not an RSA key, which Microsoft Entra ID requires");
  }
  const own = certificates.find((certificate) => certificate.checkPrivateKey(key));
  if (own === undefined) throw new Error("it has no certificate for its private key");
  const chain = certificates.filter((certificate) => certificate !== own);
  return [
    key.export({ type: "pkcs8", format: "pem" }).toString(),
    ...[own, ...chain].map((certificate) => certificate.toString()),
  ].join("");
}

function readPem(text: string, password: string | undefined): Contents {
  if (!text.includes("PRIVATE KEY-----")) throw new Error("it has no private key");
  const certificates = (text.match(PEM_CERTIFICATE) ?? []).map((block) =>
    parse(() => new X509Certificate(block)),
  );
  const key = parse(
    () => createPrivateKey({ key: text, ...(password === undefined ? {} : { passphrase: password }) }),
    "its private key cannot be read. If it is encrypted, the password is missing or wrong",
  );
  return { key, certificates };
}

/** Loaded when needed: Node itself cannot read PKCS#12, and a pfx is rare. */
async function readPfx(file: Buffer, password = ""): Promise<Contents> {
  const { default: forge } = await import("node-forge");
  const { certBag, keyBag, pkcs8ShroudedKeyBag } = forge.pki.oids;
  if (certBag === undefined || keyBag === undefined || pkcs8ShroudedKeyBag === undefined) {
    throw new Error("this version of node-forge cannot read PKCS#12 contents");
  }
  const structure = parse(
    () => forge.asn1.fromDer(file.toString("binary")),
    "it is neither a pfx nor a PEM file",
  );
  const pfx = parse(
    () => forge.pkcs12.pkcs12FromAsn1(structure, password),
    /[^\x20-\x7e]/.test(password)
      ? "it cannot be opened. Its password is wrong, or not ASCII: export it with an ASCII password"
      : "it cannot be opened. Its password is missing or wrong, or it is not a pfx",
  );
  const bags = (bagType: string): Forge.pkcs12.Bag[] => pfx.getBags({ bagType })[bagType] ?? [];
  const [keyHolder] = [...bags(pkcs8ShroudedKeyBag), ...bags(keyBag)];
  if (keyHolder === undefined) throw new Error("it has no private key");
  const der = (value: Forge.asn1.Asn1): Buffer => Buffer.from(forge.asn1.toDer(value).getBytes(), "binary");
  return {
    key: parse(() =>
      keyHolder.key == null
        ? createPrivateKey({ key: der(keyHolder.asn1), format: "der", type: "pkcs8" })
        : createPrivateKey(forge.pki.privateKeyToPem(keyHolder.key)),
    ),
    certificates: bags(certBag).map(({ cert, asn1 }) =>
      parse(() => new X509Certificate(der(cert == null ? asn1 : forge.pki.certificateToAsn1(cert)))),
    ),
  };
}

/** The libraries' own messages name their internals, at best. */
function parse<T>(read: () => T, problem = "a part of it cannot be read"): T {
  try {
    return read();
  } catch {
    throw new Error(problem);
  }
}
