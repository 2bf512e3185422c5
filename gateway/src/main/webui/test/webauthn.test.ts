import { afterEach, describe, expect, it, vi } from 'vitest';
import { create, Declined, fromBase64Url, requestOptions, supported, toBase64Url, use } from '../src/lib/webauthn';

const bytes = (...values: number[]) => new Uint8Array(values).buffer;
const CREATION = {
  rp: { id: 'grocer.test', name: 'Family Grocer' },
  user: { id: 'AQID', name: 'anna@example.org', displayName: 'Anna' },
  challenge: '_-8',
  pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
  timeout: 60_000,
  excludeCredentials: [{ type: 'public-key', id: 'BAU', transports: ['internal'] }],
};

function credential(response: object) {
  return {
    id: 'BAU',
    rawId: bytes(4, 5),
    type: 'public-key',
    authenticatorAttachment: 'platform',
    getClientExtensionResults: () => ({ credProps: { rk: true } }),
    response,
  };
}

afterEach(() => vi.unstubAllGlobals());

describe('base64url', () => {
  it.each([
    [bytes(), ''],
    [bytes(1, 2, 3), 'AQID'],
    [bytes(255, 239), '_-8'],
    [bytes(251), '-w'],
  ])('%# goes there and back without padding', (buffer, text) => {
    expect(toBase64Url(buffer)).toBe(text);
    expect(new Uint8Array(fromBase64Url(text))).toEqual(new Uint8Array(buffer));
  });
});

describe('passkeys', () => {
  it('are made from what the server says, and told to it as JSON', async () => {
    const asked = vi.fn(async (_options: unknown) =>
      credential({ clientDataJSON: bytes(1), attestationObject: bytes(2), getTransports: () => ['internal', 'hybrid'] }),
    );
    vi.stubGlobal('navigator', { credentials: { create: asked } });

    const made = await create(CREATION);

    const { publicKey } = asked.mock.calls[0]![0] as { publicKey: PublicKeyCredentialCreationOptions };
    expect(new Uint8Array(publicKey.challenge as ArrayBuffer)).toEqual(new Uint8Array([255, 239]));
    expect(new Uint8Array(publicKey.user.id as ArrayBuffer)).toEqual(new Uint8Array([1, 2, 3]));
    expect(publicKey).toMatchObject({ timeout: 60_000, attestation: 'none' });
    expect(publicKey.excludeCredentials?.[0]).toMatchObject({ type: 'public-key', transports: ['internal'] });
    expect(made).toEqual({
      id: 'BAU',
      rawId: 'BAU',
      type: 'public-key',
      authenticatorAttachment: 'platform',
      clientExtensionResults: { credProps: { rk: true } },
      response: { clientDataJSON: 'AQ', attestationObject: 'Ag', transports: ['internal', 'hybrid'] },
    });
  });

  it('are used without naming one', async () => {
    const asked = vi.fn(async () =>
      credential({ clientDataJSON: bytes(1), authenticatorData: bytes(2), signature: bytes(3), userHandle: null }),
    );
    vi.stubGlobal('navigator', { credentials: { get: asked } });

    const used = await use({ challenge: 'AQID', rpId: 'grocer.test' });

    expect(used).toMatchObject({
      response: { clientDataJSON: 'AQ', authenticatorData: 'Ag', signature: 'Aw', userHandle: null },
    });
    expect(requestOptions({ challenge: 'AQID' })).toMatchObject({ allowCredentials: [], userVerification: 'required' });
  });

  it('tell a no of the person from a failure', async () => {
    const get = vi.fn().mockRejectedValueOnce(new DOMException('no', 'NotAllowedError')).mockResolvedValueOnce(null);
    vi.stubGlobal('navigator', { credentials: { get } });
    await expect(use({ challenge: 'AQID' })).rejects.toBeInstanceOf(Declined);
    await expect(use({ challenge: 'AQID' })).rejects.toBeInstanceOf(Declined);

    get.mockRejectedValueOnce(new DOMException('http', 'SecurityError'));
    await expect(use({ challenge: 'AQID' })).rejects.toMatchObject({ name: 'SecurityError' });
  });

  it('are not offered where the browser has none', () => {
    expect(supported()).toBe(false);
  });
});
