import { expect, it } from 'vitest';
import { streamEndpoint, streamUrlSchema } from './stream-url.ts';

it.each([
  ['rtsp://192.168.1.64:8554/Streaming/Channels/101?a=b@c', '192.168.1.64', 8554],
  ['rtsp://camera-7.example/main', 'camera-7.example', 554],
  ['rtsp://[fd00::8]:554/', 'fd00::8', 554],
  ['rtsp://10.0.0.1', '10.0.0.1', 554],
  ['rtsps://10.0.0.1/main', '10.0.0.1', 322],
  ['rtsps://10.0.0.1:554/main', '10.0.0.1', 554],
  ['rtspu://10.0.0.1/main', '10.0.0.1', 554],
])('%s is fetched from %s port %i', (url, host, port) => {
  expect(streamEndpoint(url)).toEqual({ host, port });
});

it.each([
  'http://10.0.0.1/',
  'RTSP://10.0.0.1/',
  'rtspx://10.0.0.1/',
  'rtsp://viewer:secret@10.0.0.1/',
  'rtsp://viewer@10.0.0.1/',
  'rtsp:///main',
  'rtsp:10.0.0.1',
  'rtsp://10.0.0.1:0/',
  'rtsp://10.0.0.1:65536/',
  'rtsp://10.0.0.1:port/',
  'rtsp://[fd00::8/',
  'rtsp://10.0.0.1#x',
  'rtsp://10.0.0.1\\@camera/',
  'rtsp://10.0.0.1/a b',
  'rtsp://10.0.0.1/\0',
  'rtsp://10.0.0.1/\n',
  'rtsp://摄像机/',
  `rtsp://10.0.0.1/${'x'.repeat(512)}`,
])('%s is no stream', (url) => {
  expect(streamUrlSchema.safeParse(url).success).toBe(false);
});
