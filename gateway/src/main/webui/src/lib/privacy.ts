import { proof } from './account';
import { app } from './app.svelte';
import { newId } from './ids';

/** An archive of everything about a person or a family, or how far it has come. */
export interface Archive {
  id: string;
  scope: 'person' | 'family';
  familyId: string | null;
  state: 'collecting' | 'packing' | 'ready';
  requestedAt: string;
  expiresAt: string;
  size: number | null;
  services: { service: string; parts: number; complete: boolean }[];
}

/** What each part of the system says about an erasure. */
export interface ErasureReport {
  id: string;
  state: 'running' | 'completed';
  requestedAt: string;
  completedAt: string | null;
  services: { service: string; erasedAt: string | null; counts: Record<string, number> }[];
  messagesGoneBy: string;
  backupsGoneBy: string;
}

export async function archives(): Promise<Archive[]> {
  return (await app.api.get<{ items: Archive[] }>('/api/me/exports')).items;
}

/** Begins one; where one runs already, that is it. */
export function makeArchive(familyId: string | null): Promise<Archive> {
  return app.api.post('/api/me/exports', familyId ? { scope: 'family', familyId } : { scope: 'person' });
}

/** Hands a ready archive to the browser's downloads, under a name with its date. */
export async function download(archive: Archive): Promise<void> {
  const url = URL.createObjectURL(await app.api.blob(`/api/exports/${archive.id}/archive`));
  const link = document.createElement('a');
  link.href = url;
  link.download = `family-grocer-${archive.requestedAt.slice(0, 10)}.zip`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Somebody of a family that came from an archive: a name in its histories until they come themselves. */
export interface Placeholder {
  id: string;
  displayName: string;
  role: string;
}

/** Makes a family of an archive and shows it; its lists follow in seconds. */
export async function importFamily(archive: Blob, key = newId()): Promise<Placeholder[]> {
  const zip = new Blob([archive], { type: 'application/zip' });
  const { familyId, name, members } = await app.api.post<{
    familyId: string;
    name: string;
    members: Placeholder[];
  }>('/api/families/import', zip, { headers: { 'idempotency-key': key } });
  app.joined({ id: familyId, name, role: 'owner', members: [] });
  return members;
}

/** Who of an imported family has not come yet. */
export async function placeholders(familyId: string): Promise<Placeholder[]> {
  return (await app.api.get<{ items: Placeholder[] }>(`/api/families/${familyId}/placeholders`)).items;
}

/** Erases the account. Where its report is shown: the only thing that is left to its person. */
export async function eraseMe(password: string): Promise<string> {
  const { id, report } = await app.api.post<{ id: string; report: string }>('/api/me/erasure', proof(password));
  const token = new URL(report, location.origin).searchParams.get('token') ?? '';
  await app.leave();
  return `/erasure/${id}#${token}`;
}

export function erasureReport(id: string, token: string): Promise<ErasureReport> {
  return app.api.get(`/api/erasures/${encodeURIComponent(id)}?token=${encodeURIComponent(token)}`);
}
