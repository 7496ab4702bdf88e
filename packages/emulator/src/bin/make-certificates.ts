import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto';
import { isIP } from 'node:net';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  NameConstraints,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';

/** A certificate with its private key, both as PEM. */
export interface CertificateWithKey {
  readonly cert: string;
  readonly key: string;
}

const day = 24 * 3600 * 1000;

/** How long an authority is trusted, from the day before it was made. */
const authorityDays = 3650;
/** Less than what any system allows; a certificate lives no longer than the program that made it. */
const certificateDays = 365;

// Nothing but this can be vouched for by whoever gets hold of the key, even where the authority is trusted by everything.
const permitted = ['threads.com', 'threads.net', 'localhost', '127.0.0.0/8', '::1/128'];

/** What an authority is called. */
export const authorityName = 'Threads emulator, local authority';

/** Makes an authority that can vouch for Threads' own names and loopback, and for nothing else. */
export function makeAuthority(now: Date): CertificateWithKey {
  const { privateKey, publicKey } = generateKeys();
  const name = nameOf(authorityName);
  const identifier = keyIdentifier(publicKey);
  const subtrees = permitted.map((text) => new GeneralSubtree({ base: generalName(text) }));
  const cert = signCertificate(privateKey, {
    issuer: name,
    subject: name,
    publicKey,
    validity: validity(now, authorityDays),
    extensions: [
      extension(id_ce_basicConstraints, new BasicConstraints({ cA: true, pathLenConstraint: 0 }), true),
      extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.keyCertSign), true),
      extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth])),
      extension(
        id_ce_nameConstraints,
        new NameConstraints({ permittedSubtrees: new GeneralSubtrees(subtrees) }),
        true,
      ),
      extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(identifier)),
    ],
  });
  return { cert, key: privateKey };
}

/** Makes a certificate of an authority for these hosts. */
export function makeCertificate(
  authority: CertificateWithKey,
  hosts: readonly string[],
  now: Date,
): CertificateWithKey {
  const { privateKey, publicKey } = generateKeys();
  const issuer = AsnConvert.parse(new X509Certificate(authority.cert).raw, Certificate).tbsCertificate;
  const cert = signCertificate(authority.key, {
    issuer: issuer.subject,
    subject: nameOf('Threads emulator'),
    publicKey,
    validity: validity(now, certificateDays),
    extensions: [
      extension(id_ce_basicConstraints, new BasicConstraints(), true),
      extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), true),
      extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth])),
      extension(id_ce_subjectAltName, new SubjectAlternativeName(hosts.map((host) => generalName(host)))),
      extension(
        id_ce_authorityKeyIdentifier,
        new AuthorityKeyIdentifier({
          keyIdentifier: new KeyIdentifier(keyIdentifier(AsnConvert.serialize(issuer.subjectPublicKeyInfo))),
        }),
      ),
      extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyIdentifier(publicKey))),
    ],
  });
  return { cert, key: privateKey };
}

function generateKeys(): { readonly privateKey: string; readonly publicKey: ArrayBuffer } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  });
  return { privateKey, publicKey: bytes(publicKey) };
}

interface Facts {
  readonly issuer: Name;
  readonly subject: Name;
  readonly publicKey: ArrayBuffer;
  readonly validity: Validity;
  readonly extensions: Extension[];
}

function signCertificate(key: string, { publicKey, extensions, ...facts }: Facts): string {
  const ecdsaWithSha256 = new AlgorithmIdentifier({ algorithm: '1.2.840.10045.4.3.2' });
  const tbsCertificate = new TBSCertificate({
    ...facts,
    version: Version.v3,
    serialNumber: serialNumber(),
    signature: ecdsaWithSha256,
    subjectPublicKeyInfo: AsnConvert.parse(publicKey, SubjectPublicKeyInfo),
    extensions: new Extensions(extensions),
  });
  const signature = sign('sha256', Buffer.from(AsnConvert.serialize(tbsCertificate)), createPrivateKey(key));
  const certificate = new Certificate({
    tbsCertificate,
    signatureAlgorithm: ecdsaWithSha256,
    signatureValue: bytes(signature),
  });
  return new X509Certificate(Buffer.from(AsnConvert.serialize(certificate))).toString();
}

/** Random, positive, and of the same length every time. */
function serialNumber(): ArrayBuffer {
  const number = randomBytes(16);
  number[0] = ((number[0] ?? 0) & 0x3f) | 0x40;
  return bytes(number);
}

function validity(now: Date, days: number): Validity {
  const [notBefore, notAfter] = [new Date(now.getTime() - day), new Date(now.getTime() + days * day)];
  return new Validity({ notBefore, notAfter });
}

function extension(extnID: string, value: object, critical = false): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });
}

/** A name, an address, or the addresses of a network. */
function generalName(text: string): GeneralName {
  return new GeneralName(isIP(text.split('/')[0] ?? '') === 0 ? { dNSName: text } : { iPAddress: text });
}

function nameOf(commonName: string): Name {
  const value = new AttributeValue({ utf8String: commonName });
  return new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: '2.5.4.3', value })])]);
}

function keyIdentifier(publicKey: ArrayBuffer): ArrayBuffer {
  return bytes(createHash('sha256').update(Buffer.from(publicKey)).digest().subarray(0, 20));
}

// A buffer of Node is often a piece of a larger one.
function bytes(buffer: Uint8Array): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}
