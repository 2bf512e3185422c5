/** The JSON forms of WebAuthn level 3: bytes are base64url without padding. */
export interface DescriptorJson {
  type: string;
  id: string;
  transports?: string[];
}

export interface CreationJson {
  rp: { id: string; name: string };
  user: { id: string; name: string; displayName: string };
  challenge: string;
  pubKeyCredParams: { type: string; alg: number }[];
  timeout?: number;
  excludeCredentials?: DescriptorJson[];
  authenticatorSelection?: AuthenticatorSelectionCriteria;
  attestation?: string;
  extensions?: Record<string, unknown>;
}

export interface RequestJson {
  challenge: string;
  timeout?: number;
  rpId?: string;
  allowCredentials?: DescriptorJson[];
  userVerification?: string;
}

/** Thrown when the person, or the device, has said no; nothing is to be explained then. */
export class Declined extends Error {}

/** Whether this browser can do passkeys here; they need https or localhost. */
export function supported(): boolean {
  return typeof PublicKeyCredential !== 'undefined' && !!navigator.credentials && isSecureContext;
}

export function toBase64Url(bytes: ArrayBuffer): string {
  let text = '';
  for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte);
  return btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

export function fromBase64Url(text: string): ArrayBuffer {
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes.buffer;
}

function descriptor({ id, transports }: DescriptorJson): PublicKeyCredentialDescriptor {
  return {
    type: 'public-key',
    id: fromBase64Url(id),
    ...(transports && { transports: transports as AuthenticatorTransport[] }),
  };
}

/** What `navigator.credentials.create` wants; not every browser has `parseCreationOptionsFromJSON` yet. */
export function creationOptions(json: CreationJson): PublicKeyCredentialCreationOptions {
  return {
    ...json,
    challenge: fromBase64Url(json.challenge),
    user: { ...json.user, id: fromBase64Url(json.user.id) },
    pubKeyCredParams: json.pubKeyCredParams.map(({ alg }) => ({ type: 'public-key', alg })),
    excludeCredentials: (json.excludeCredentials ?? []).map(descriptor),
    attestation: (json.attestation ?? 'none') as AttestationConveyancePreference,
    extensions: (json.extensions ?? {}) as AuthenticationExtensionsClientInputs,
  };
}

/** What `navigator.credentials.get` wants. */
export function requestOptions(json: RequestJson): PublicKeyCredentialRequestOptions {
  return {
    ...json,
    challenge: fromBase64Url(json.challenge),
    allowCredentials: (json.allowCredentials ?? []).map(descriptor),
    userVerification: (json.userVerification ?? 'required') as UserVerificationRequirement,
  };
}

/** The new credential, as `toJSON()` would say it. */
export function createdJson(credential: PublicKeyCredential): object {
  const response = credential.response as AuthenticatorAttestationResponse;
  return {
    ...common(credential),
    response: {
      clientDataJSON: toBase64Url(response.clientDataJSON),
      attestationObject: toBase64Url(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
  };
}

/** The used credential, as `toJSON()` would say it. */
export function usedJson(credential: PublicKeyCredential): object {
  const response = credential.response as AuthenticatorAssertionResponse;
  return {
    ...common(credential),
    response: {
      clientDataJSON: toBase64Url(response.clientDataJSON),
      authenticatorData: toBase64Url(response.authenticatorData),
      signature: toBase64Url(response.signature),
      userHandle: response.userHandle ? toBase64Url(response.userHandle) : null,
    },
  };
}

function common(credential: PublicKeyCredential) {
  return {
    id: credential.id,
    rawId: toBase64Url(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

/** Has the device make a passkey. */
export async function create(json: CreationJson): Promise<object> {
  return createdJson(await asked(() => navigator.credentials.create({ publicKey: creationOptions(json) })));
}

/** Has the device use one of its passkeys. */
export async function use(json: RequestJson): Promise<object> {
  return usedJson(await asked(() => navigator.credentials.get({ publicKey: requestOptions(json) })));
}

async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const credential = await ask();
    if (credential) return credential as PublicKeyCredential;
  } catch (error) {
    if (!(error instanceof DOMException) || !['NotAllowedError', 'AbortError'].includes(error.name)) throw error;
  }
  throw new Declined();
}
