import { app } from './app.svelte';

/** What an import did, or would do. */
export interface ImportReport {
  dryRun: boolean;
  format: string;
  lists: { id: string; name: string; created: boolean; items: number }[];
  created: number;
  merged: number;
  skipped: number;
  losses: { line: number; fact: string }[];
  lossCount: number;
}

export type ExportForm = 'json' | 'csv' | 'markdown' | 'text';

const ENDINGS: Record<ExportForm, string> = { json: 'json', csv: 'csv', markdown: 'md', text: 'txt' };

/** Brings a file's lists into a family, or says what that would do; the server finds out what the file is. */
export function bring(familyId: string, file: Blob, list: string, dryRun: boolean): Promise<ImportReport> {
  const query = new URLSearchParams({ family: familyId, format: 'auto', list, dryRun: String(dryRun) });
  // The type that a browser guesses from the file's name is not always one that the server takes.
  const bytes = new Blob([file], { type: 'application/octet-stream' });
  return app.api.post(`/api/imports?${query}`, bytes);
}

/** Hands a list to the browser's downloads; a link alone would carry no token. */
export async function take(list: { id: string; name: string }, form: ExportForm): Promise<void> {
  const blob = await app.api.blob(`/api/lists/${list.id}/export?format=${form}`);
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = `${fileName(list.name)}.${ENDINGS[form]}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A name without what file systems do not take. */
export function fileName(name: string): string {
  return name.replace(/[\\/:*?"<>|\p{Cc}\s]+/gu, ' ').trim().slice(0, 100) || 'list';
}
