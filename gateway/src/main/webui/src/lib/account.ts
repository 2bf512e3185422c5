import { app } from './app.svelte';
import type { QuietHours } from './families';
import { create, type CreationJson } from './webauthn';

/** What shows once more who one is: the password, or nothing where one has just signed in. */
export function proof(password: string): { password?: string } {
  return password ? { password } : {};
}

// By mail

/** Has a mail sent with the way to a new password, where there is such an account. */
export function askForReset(email: string): Promise<void> {
  return app.api.post('/api/auth/password/reset-request', { email });
}

/** Sets a new password by the token of that mail; all sessions end. */
export function resetPassword(token: string, password: string): Promise<void> {
  return app.api.post('/api/auth/password/reset', { token, password });
}

/** Confirms an e-mail address by the token of a mail. */
export function verifyEmail(token: string): Promise<void> {
  return app.api.post('/api/auth/verify', { token });
}

// Who one is

export async function rename(displayName: string): Promise<void> {
  const me = await app.api.patch<{ displayName: string }>('/api/me', { displayName });
  app.renamed(me.displayName);
}

/** What a person has chosen for themselves; null is what the family has. */
export interface MyPreferences {
  language: string | null;
  timeZone: string | null;
  quietHours: QuietHours | null;
}

export function myPreferences(): Promise<MyPreferences> {
  return app.api.get('/api/me/preferences');
}

export function changeMyPreferences(changed: MyPreferences): Promise<MyPreferences> {
  return app.api.patch('/api/me/preferences', changed);
}

// E-mail and password

export interface Email {
  email: string;
  verified: boolean;
}

export function myEmail(): Promise<Email> {
  return app.api.get('/api/me/email');
}

export function resendVerification(): Promise<void> {
  return app.api.post('/api/me/email/verification');
}

/** Asks at the new address; it counts once the link there was opened. */
export function changeEmail(email: string, password: string): Promise<void> {
  return app.api.post('/api/me/email', { email, ...proof(password) });
}

/** All other sessions end. */
export function changePassword(password: string, newPassword: string): Promise<void> {
  return app.api.post('/api/me/password', { ...proof(password), newPassword });
}

// Second factor

export interface SecondFactor {
  on: boolean;
  recoveryCodesLeft: number;
}

/** What an authenticator app needs to know: secrets, in this answer only. */
export interface Enrolment {
  secret: string;
  uri: string;
  qr: string;
}

export function secondFactor(): Promise<SecondFactor> {
  return app.api.get('/api/me/second-factor');
}

export function enrol(password: string): Promise<Enrolment> {
  return app.api.post('/api/me/second-factor', proof(password));
}

/** Turns it on by its first code; gives the recovery codes, this once. */
export async function confirmEnrolment(code: string): Promise<string[]> {
  return (await app.api.post<{ recoveryCodes: string[] }>('/api/me/second-factor/confirm', { code })).recoveryCodes;
}

/** New recovery codes; the old ones are worthless. */
export async function renewCodes(password: string): Promise<string[]> {
  const path = '/api/me/second-factor/recovery-codes';
  return (await app.api.post<{ recoveryCodes: string[] }>(path, proof(password))).recoveryCodes;
}

export function turnOffSecondFactor(password: string, code: string): Promise<void> {
  return app.api.post('/api/me/second-factor/turn-off', { ...proof(password), code });
}

// Passkeys and providers

export interface Passkey {
  id: string;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
  synced: boolean;
  suspended: boolean;
}

export async function passkeys(): Promise<Passkey[]> {
  return (await app.api.get<{ items: Passkey[] }>('/api/passkeys')).items;
}

/** Has this device make a passkey; fails with `Declined` where the person says no. */
export async function addPasskey(name: string): Promise<void> {
  const options = await app.api.post<CreationJson>('/api/passkeys/registration-options');
  await app.api.post('/api/passkeys', { name, credential: await create(options) });
}

export function renamePasskey(id: string, name: string): Promise<void> {
  return app.api.patch(`/api/passkeys/${id}`, { name });
}

export function removePasskey(id: string): Promise<void> {
  return app.api.delete(`/api/passkeys/${id}`);
}

/** An account with a provider that signs this person in. */
export interface ProviderLink {
  id: string;
  provider: string;
  email: string | null;
  lastUsedAt: string | null;
}

export async function links(): Promise<ProviderLink[]> {
  return (await app.api.get<{ items: ProviderLink[] }>('/api/me/links')).items;
}

export function removeLink(id: string): Promise<void> {
  return app.api.delete(`/api/me/links/${id}`);
}

// Devices, and what happened

export interface SignedInDevice {
  id: string;
  device: string;
  createdAt: string;
  lastUsedAt: string;
  current: boolean;
}

export async function sessions(): Promise<SignedInDevice[]> {
  return (await app.api.get<{ items: SignedInDevice[] }>('/api/sessions?limit=100')).items;
}

export function endSession(id: string): Promise<void> {
  return app.api.delete(`/api/sessions/${id}`);
}

export function endOtherSessions(): Promise<void> {
  return app.api.delete('/api/sessions?keepCurrent=true');
}

export interface AuditEntry {
  id: string;
  action: string;
  at: string;
  network: string | null;
  device: string | null;
  detail: Record<string, string>;
}

/** A page of what happened to the account's safety, newest first. */
export function audit(after: string | null): Promise<{ items: AuditEntry[]; next: string | null }> {
  return app.api.get(`/api/me/audit?limit=20${after ? `&after=${after}` : ''}`);
}
