import { proof } from './account';
import { ApiError } from './api';
import { app } from './app.svelte';
import { recall } from './kept';
import type { Session } from './types';
import { use, type RequestJson } from './webauthn';

const PROVIDER = 'family-grocer.provider';

/** What this installation allows. */
export interface AuthSettings {
  /** Whether anybody may make an account, or only who has an invite, or nobody. */
  registration: 'open' | 'invite' | 'closed';
  /** Characters that a new password must have. */
  password: { minLength: number; maxLength: number };
  /** Whether passkeys sign in. */
  passkeys: boolean;
}

/** What an installation allows that was not told otherwise. */
export const USUAL: AuthSettings = { registration: 'open', password: { minLength: 8, maxLength: 200 }, passkeys: true };

/** Somebody else who says who people are. */
export interface Provider {
  name: string;
  displayName: string;
}

/** What a provider's sign-in needs to be finished, kept for this tab while the person is away. */
interface Away {
  name: string;
  state: string;
  /** Where to go on afterwards. */
  to: string;
  /** What may open an account where nothing else does. */
  invite?: string;
  /** Who is signed in and adds the provider to their account. */
  adds?: boolean;
}

/** The password was right, and a code is needed. */
export interface SecondStep {
  challenge: string;
}

/** What this installation allows. */
export function askSettings(): Promise<AuthSettings> {
  return app.api.get<AuthSettings>('/api/auth/settings');
}

/** What this installation allows; while it can't say, {@link USUAL}. */
export function settings(): Promise<AuthSettings> {
  return askSettings().catch(() => USUAL);
}

export async function providers(): Promise<Provider[]> {
  const found = await app.api.get<{ items: Provider[] }>('/api/auth/providers').catch(() => null);
  return found?.items ?? [];
}

/** Makes an account. False if it is not open yet: a mail has to be answered first. */
export async function register(displayName: string, email: string, password: string, invite?: string): Promise<boolean> {
  const body = { displayName, email, password, ...(invite && { invite }) };
  const session = await app.api.post<Session | undefined>('/api/auth/register', body);
  if (!session?.session) return false;
  app.begin(session);
  return true;
}

/** Signs in, or says what is still needed. */
export async function signIn(email: string, password: string): Promise<SecondStep | null> {
  try {
    app.begin(await app.api.post<Session>('/api/auth/sign-in', { email, password }));
    return null;
  } catch (refusal) {
    const challenge = refusal instanceof ApiError ? refusal.problem.challenge : undefined;
    if (refusal instanceof ApiError && refusal.kind === 'second-factor-required' && challenge) return { challenge };
    throw refusal;
  }
}

/** The second step: a code of the authenticator app, or a recovery code. */
export async function signInByCode({ challenge }: SecondStep, code: string): Promise<void> {
  app.begin(await app.api.post<Session>('/api/auth/sign-in/second-factor', { challenge, code }));
}

export async function signInByPasskey(): Promise<void> {
  const credential = await use(await app.api.post<RequestJson>('/api/auth/passkey/options'));
  app.begin(await app.api.post<Session>('/api/auth/passkey/sign-in', credential));
}

/** Sends the person to a provider; they come back to `/sign-in/with/<name>`. */
export async function leaveFor(provider: Provider, invite?: string): Promise<void> {
  const path = `/api/auth/providers/${encodeURIComponent(provider.name)}/start`;
  const { authorizationUrl, state } = await app.api.post<{ authorizationUrl: string; state: string }>(path);
  const away: Away = { name: provider.name, state, to: invite ? '/' : location.pathname, ...(invite && { invite }) };
  sessionStorage.setItem(PROVIDER, JSON.stringify(away));
  location.assign(authorizationUrl);
}

/** Sends somebody who is signed in to a provider that is to sign them in from now on. */
export async function leaveToAdd(provider: Provider, password: string): Promise<void> {
  const path = `/api/me/links/${encodeURIComponent(provider.name)}/start`;
  const { authorizationUrl, state } = await app.api.post<{ authorizationUrl: string; state: string }>(path, proof(password));
  const away: Away = { name: provider.name, state, to: '/account', adds: true };
  sessionStorage.setItem(PROVIDER, JSON.stringify(away));
  location.assign(authorizationUrl);
}

/** Ends a sign-in with a provider. Where to go on, or what confirms that the account may be linked. */
export async function finishWith(name: string, code: string): Promise<{ to: string } | SecondStep> {
  const away = recall<Away>(PROVIDER, sessionStorage);
  sessionStorage.removeItem(PROVIDER);
  const state = away?.name === name ? away.state : '';
  if (away?.adds) {
    await app.api.post(`/api/me/links/${encodeURIComponent(name)}/finish`, { code, state });
    return { to: away.to };
  }
  const path = `/api/auth/providers/${encodeURIComponent(name)}/finish`;
  try {
    app.begin(await app.api.post<Session>(path, { code, state, ...(away?.invite && { invite: away.invite }) }));
    return { to: away?.to ?? '/' };
  } catch (refusal) {
    const challenge = refusal instanceof ApiError ? refusal.problem.challenge : undefined;
    if (challenge) return { challenge };
    throw refusal;
  }
}

/** Lets the provider of a challenge sign the signed-in person in from now on. */
export async function link({ challenge }: SecondStep): Promise<void> {
  await app.api.post('/api/me/links', { challenge });
}

/** Asks by mail instead. */
export async function linkByMail({ challenge }: SecondStep): Promise<void> {
  await app.api.post('/api/auth/links/mail', { challenge });
}

/** The answer to that mail. */
export async function confirmLink(token: string): Promise<void> {
  app.begin(await app.api.post<Session>('/api/auth/links/confirm', { token }));
}
