/** For somebody with a guest pass. */
const en = {
  title: (family: string) => `A list of ${family}`,
  text: (may: string): string =>
    may === 'add' ? 'You can check things off and add some. No account needed.' : 'You can check things off. No account needed.',
  for: (label: string) => `For ${label}`,
  until: (when: string) => `Good until ${when}`,
  open: 'Open the list',
  over: 'This guest pass is over',
  overText: 'It has expired, was used up or was withdrawn. Ask the family for a new one.',
  mine: 'you',
};

const de: typeof en = {
  title: (family) => `Eine Liste von ${family}`,
  text: (may) =>
    may === 'add' ? 'Du kannst abhaken und eintragen. Ein Konto brauchst du nicht.' : 'Du kannst abhaken. Ein Konto brauchst du nicht.',
  for: (label) => `Für ${label}`,
  until: (when) => `Gilt bis ${when}`,
  open: 'Liste öffnen',
  over: 'Dieser Gastpass gilt nicht mehr',
  overText: 'Er ist abgelaufen, aufgebraucht oder zurückgezogen. Bitte die Familie um einen neuen.',
  mine: 'dir',
};

export const guest = { en, de };
