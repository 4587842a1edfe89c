import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { type ClipFacts, clipFolder, clipListSchema, type StreamFacts } from './clip.ts';
import { drawPanorama } from './draw-panorama.ts';
import { drawSound } from './draw-sound.ts';
import { type Encoding, encodePanorama, encodeSound, startEncoder } from './encode.ts';
import { PIXELS_PER_DEG, panoramaLevels } from './panorama.ts';
import { LOOP_SECONDS, type Scene } from './scene.ts';
import { scenes } from './scenes/index.ts';
import { middleLoop, SOUND_FRAME_SAMPLES, SOUND_RATE_HZ, soundFile } from './sound.ts';

const SAMPLES = 12;
/** Most sizes of the panorama are scaled down from the largest, which smooths them further. */
const PANORAMA_SAMPLES = 5;
const PANORAMA = 'panorama';
const SOUND = 'sound';
const listFile = new URL('clips.json', clipFolder);

/** Easy pictures get the quality `crf` asks for; busy ones are held at the rate, so all footage together stays small. */
const main: Encoding = { width: 1280, height: 720, frameRate: 25, crf: 24, maxRateKbps: 510 };
const sub: Encoding = { width: 640, height: 360, frameRate: 15, crf: 25, maxRateKbps: 108 };

/** Draws one loop into both profiles at once, so that the moments they share are painted once. */
async function drawScene(scene: Scene): Promise<ClipFacts> {
  const outputs = [main, sub].map((encoding, index) => {
    const file = `${scene.name}.${index === 0 ? 'main' : 'sub'}.h264`;
    return { file, encoding, encoder: startEncoder(unfinished(file), encoding) };
  });
  const paint = scene.open(SAMPLES);
  const ticksPerSecond = 75; // the least common multiple of both frame rates
  for (let tick = 0; tick < LOOP_SECONDS * ticksPerSecond; tick += 1) {
    const due = outputs.filter(({ encoding }) => tick % (ticksPerSecond / encoding.frameRate) === 0);
    if (due.length === 0) continue;
    const picture = paint(tick / ticksPerSecond);
    for (const { encoder } of due) await encoder.write(picture);
  }
  await Promise.all(outputs.map(({ encoder }) => encoder.end()));
  for (const { file } of outputs) renameSync(unfinished(file), new URL(file, clipFolder));
  const [mainFacts, subFacts] = outputs.map(({ file, encoding }) => factsOf(file, encoding));
  if (mainFacts === undefined || subFacts === undefined) throw new Error('a scene has two streams');
  const { name, tags, title } = scene;
  return { name, tags: [...tags], title, profiles: { main: mainFacts, sub: subFacts } };
}

/** Footage is put in place when it is whole: others may be reading what was there. */
const unfinished = (file: string) => new URL(`${file}.part`, clipFolder);

function factsOf(file: string, { width, height, frameRate }: Encoding): StreamFacts {
  const { size } = statSync(new URL(file, clipFolder));
  return { file, width, height, frameRate, frames: frameRate * LOOP_SECONDS, bytes: size };
}

/** Draws the panorama of cameras that turn, at its largest size, and scales it to the others. */
async function drawAround(): Promise<void> {
  const largest = panoramaLevels.at(-1);
  if (largest === undefined) throw new Error('the panorama has no levels');
  const { width, height } = largest;
  const rgba = drawPanorama({ width, height, pixelsPerDeg: PIXELS_PER_DEG }, PANORAMA_SAMPLES);
  for (const level of panoramaLevels) {
    await encodePanorama(unfinished(level.file), { rgba, width, height }, level);
    renameSync(unfinished(level.file), new URL(level.file, clipFolder));
  }
}

/** An encoder needs what came before, so that the loop is encoded three times over and the middle one is kept. */
async function drawAmbience(): Promise<void> {
  const loop = drawSound();
  const thrice = Int16Array.from({ length: 3 * loop.length }, (_, at) => loop[at % loop.length] ?? 0);
  const adts = await encodeSound(thrice, SOUND_RATE_HZ);
  writeFileSync(unfinished(soundFile), middleLoop(adts, loop.length / SOUND_FRAME_SAMPLES));
  renameSync(unfinished(soundFile), new URL(soundFile, clipFolder));
}

function readList(): ClipFacts[] {
  try {
    return clipListSchema.parse(JSON.parse(readFileSync(listFile, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function record(clip: ClipFacts): void {
  const others = readList().filter(
    ({ name }) => name !== clip.name && scenes.some((scene) => scene.name === name),
  );
  const list = [...others, clip].sort((a, b) => (a.name < b.name ? -1 : 1));
  writeFileSync(listFile, `${JSON.stringify(list, null, 2)}\n`);
}

const wanted = process.argv.slice(2);
for (const name of wanted) {
  if (name !== PANORAMA && name !== SOUND && !scenes.some((scene) => scene.name === name))
    throw new Error(`no scene is called ${name}`);
}
for (const scene of scenes.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const startedMs = performance.now();
  const clip = await drawScene(scene);
  record(clip);
  const kbps = ({ bytes }: StreamFacts) => Math.round((bytes * 8) / LOOP_SECONDS / 1000);
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  console.log(
    `${clip.name}: main ${kbps(clip.profiles.main)} kb/s, sub ${kbps(clip.profiles.sub)} kb/s, drawn in ${seconds} s`,
  );
}
if (wanted.length === 0 || wanted.includes(PANORAMA)) await drawAround();
if (wanted.length === 0 || wanted.includes(SOUND)) await drawAmbience();
