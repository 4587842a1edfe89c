const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const DIGITS = '0123456789';
const PLACES = 5;

/**
 * A number plate as a checkpoint reads it at night, one character missed: `测A·7K3?2`. No region's plates begin with
 * 测 (“test”), so that it is nobody's.
 * @param random 0 ≤ value < 1
 */
export function plateText(random: () => number): string {
  const pick = (characters: string): string => characters[Math.floor(random() * characters.length)] ?? '';
  const missed = 1 + Math.floor(random() * (PLACES - 1));
  const letter = Math.floor(random() * PLACES);
  let number = '';
  for (let place = 0; place < PLACES; place++) {
    if (place === missed) number += '?';
    else number += pick(place === letter ? LETTERS : DIGITS);
  }
  return `测${pick(LETTERS)}·${number}`;
}
