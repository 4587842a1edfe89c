import { expect, it } from 'vitest';
import { seededRandom } from '#sim/cameras';
import { plateText } from './plates.ts';

it('is a plate of no region there is, with one character missed', () => {
  const random = seededRandom(11);
  for (let i = 0; i < 500; i++) {
    const text = plateText(random);
    expect(text).toMatch(/^测[A-HJ-NP-Z]·[0-9A-HJ-NP-Z?]{5}$/);
    expect(text.split('?')).toHaveLength(2);
  }
});
