import { app } from './app.svelte';

/** Has a mail sent with the way to a new password, where there is such an account. */
export async function askForReset(email: string): Promise<void> {
  await app.api.post('/api/auth/password/reset-request', { email });
}

/** Sets a new password by the token of that mail; all sessions end. */
export async function resetPassword(token: string, password: string): Promise<void> {
  await app.api.post('/api/auth/password/reset', { token, password });
}

/** Confirms an e-mail address by the token of a mail. */
export async function verifyEmail(token: string): Promise<void> {
  await app.api.post('/api/auth/verify', { token });
}
