/** Bringing lists along, and taking them away. */
const en = {
  import: 'Bring lists along',
  importText: 'From KitchenOwl, Grocy, Mealie, Tandoor, Koffan, Nextcloud Pantry, Bring!, OurGroceries, a table or a text.',
  file: 'File',
  into: 'List for items without one',
  imported: 'Imported',
  look: 'Look first',
  take: (n: number) => (n === 1 ? 'Take 1 item' : `Take ${n} items`),
  created: (n: number) => (n === 1 ? '1 new item' : `${n} new items`),
  merged: (n: number) => (n === 1 ? '1 is added to one on the list' : `${n} are added to ones on the list`),
  skipped: (n: number) => (n === 1 ? '1 was brought before' : `${n} were brought before`),
  lost: (n: number) => (n === 1 ? '1 thing has no place here' : `${n} things have no place here`),
  more: (n: number) => `… and ${n} more`,
  nothing: 'There is nothing new in it.',
  done: (n: number) => (n === 1 ? '1 item is here.' : `${n} items are here.`),
  export: 'Download',
  exportAs: 'Form of the download',
  forms: { json: 'Everything (JSON)', csv: 'Table (CSV)', markdown: 'Check list (Markdown)', text: 'Text' },
};

export type TransferTexts = typeof en;

const de: TransferTexts = {
  import: 'Listen mitbringen',
  importText: 'Aus KitchenOwl, Grocy, Mealie, Tandoor, Koffan, Nextcloud Pantry, Bring!, OurGroceries, einer Tabelle oder einem Text.',
  file: 'Datei',
  into: 'Liste für Artikel ohne Liste',
  imported: 'Importiert',
  look: 'Erst ansehen',
  take: (n) => (n === 1 ? '1 Artikel übernehmen' : `${n} Artikel übernehmen`),
  created: (n) => (n === 1 ? '1 neuer Artikel' : `${n} neue Artikel`),
  merged: (n) => (n === 1 ? '1 kommt zu einem auf der Liste dazu' : `${n} kommen zu welchen auf der Liste dazu`),
  skipped: (n) => (n === 1 ? '1 war schon da' : `${n} waren schon da`),
  lost: (n) => (n === 1 ? '1 Angabe hat hier keinen Platz' : `${n} Angaben haben hier keinen Platz`),
  more: (n) => `… und ${n} weitere`,
  nothing: 'Darin ist nichts Neues.',
  done: (n) => (n === 1 ? '1 Artikel ist da.' : `${n} Artikel sind da.`),
  export: 'Herunterladen',
  exportAs: 'Form der Datei',
  forms: { json: 'Alles (JSON)', csv: 'Tabelle (CSV)', markdown: 'Abhakliste (Markdown)', text: 'Text' },
};

export const transfer = { en, de };
