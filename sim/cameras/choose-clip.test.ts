import { describe, expect, it } from 'vitest';
import { syntheticStream } from '#sim/testing';
import { chooseClip } from './choose-clip.ts';

const stream = syntheticStream({ frameRate: 5, seconds: 2, sliceBytes: 10 });
const clips = ['road day', 'road night', 'market day', 'market day 2'].map((name) => ({
  name,
  tags: name.split(' '),
  profiles: { main: stream, sub: stream },
}));
const code = '33010500001320000001';

describe('choice of clip', () => {
  it.each([
    [{ code, scene: 'road' }, 'road day'],
    [{ code, scene: 'road', condition: 'night' }, 'road night'],
    [{ code, scene: 'market', condition: 'night' }, 'market day'],
    [{ code, scene: 'harbour', condition: 'night' }, 'road night'],
  ])('%j shows %s', (camera, name) => {
    expect(chooseClip(clips, camera, 0).name).toBe(name);
  });

  it('spreads cameras over the clips that fit equally well', () => {
    const names = [0, 1, 2].map((number) => chooseClip(clips, { code, scene: 'market' }, number).name);
    expect(names).toEqual(['market day', 'market day 2', 'market day']);
  });

  it('needs a clip', () => {
    expect(() => chooseClip([], { code, scene: 'road' }, 0)).toThrow('no clips');
  });
});
