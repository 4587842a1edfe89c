import { streamStates } from '#core/camera';
import type { FeedCounters } from '../feed/index.ts';
import type { SessionSnapshot, StreamCounters } from '../session/index.ts';
import type { HttpCounters } from './http-counters.ts';
import type { Metric } from './prometheus.ts';

/** The gateway as it stands when metrics are asked for. */
export interface GatewayFigures {
  readonly sessions: readonly SessionSnapshot[];
  /** Media bytes held in HLS windows. */
  readonly bufferBytes: number;
  readonly feedSockets: number;
  readonly feedViewers: number;
  readonly hlsStreams: number;
  readonly hlsWaiting: number;
  readonly feed: Readonly<FeedCounters>;
  readonly http: Readonly<HttpCounters>;
}

/** Prometheus counters must not fall, so sums over sessions, which end, are gauges by their nature. */
export function gatewayMetrics(figures: GatewayFigures): Metric[] {
  return [
    ...streamMetrics(figures),
    ...viewerMetrics(figures),
    ...feedMetrics(figures.feed),
    ...processMetrics(),
  ];
}

function streamMetrics({ sessions, bufferBytes }: GatewayFigures): Metric[] {
  const first = sessions.flatMap(({ firstPictureMs }) => (firstPictureMs === null ? [] : [firstPictureMs]));
  const mean = first.reduce((sum, ms) => sum + ms, 0) / Math.max(1, first.length);
  return [
    {
      name: 'beaconwall_gateway_streams',
      type: 'gauge',
      help: 'Camera streams by state.',
      samples: streamStates.map((state) => ({
        labels: { state },
        value: sessions.filter(({ status }) => status.state === state).length,
      })),
    },
    gauge(
      'beaconwall_gateway_stream_leases',
      'Holds on streams.',
      total(sessions, ({ viewers }) => viewers),
    ),
    gauge(
      'beaconwall_gateway_first_picture_seconds_mean',
      'Connect to first picture, open streams.',
      mean / 1000,
    ),
    gauge('beaconwall_gateway_buffer_bytes', 'Media bytes held in memory for viewers.', bufferBytes),
    {
      name: 'beaconwall_gateway_source_events',
      type: 'gauge',
      help: 'What the sources of the open streams sent and got wrong, by kind.',
      samples: counterKinds(sessions).map((kind) => ({
        labels: { kind },
        value: total(sessions, ({ counters }) => counters[kind]),
      })),
    },
  ];
}

function viewerMetrics(figures: GatewayFigures): Metric[] {
  return [
    gauge('beaconwall_gateway_feed_sockets', 'Wall feed connections.', figures.feedSockets),
    gauge(
      'beaconwall_gateway_feed_viewers',
      'Streams being watched over the wall feed.',
      figures.feedViewers,
    ),
    gauge('beaconwall_gateway_hls_streams', 'Streams being watched over HLS.', figures.hlsStreams),
    gauge('beaconwall_gateway_hls_waiting', 'HLS requests that block.', figures.hlsWaiting),
    {
      name: 'beaconwall_gateway_http_responses_total',
      type: 'counter',
      help: 'HTTP answers by status.',
      samples: [...figures.http.responses].map(([status, value]) => ({
        labels: { status: `${status}` },
        value,
      })),
    },
    counter('beaconwall_gateway_http_sent_bytes_total', 'Bytes of HTTP bodies.', figures.http.bytesSent),
  ];
}

function feedMetrics(feed: Readonly<FeedCounters>): Metric[] {
  return [
    counter('beaconwall_gateway_feed_sockets_total', 'Wall feed connections made.', feed.socketsOpened),
    counter(
      'beaconwall_gateway_feed_dropped_total',
      'Clients dropped: stuck or silent.',
      feed.socketsDropped,
    ),
    counter('beaconwall_gateway_feed_refused_total', 'Clients that broke the protocol.', feed.protocolErrors),
    counter('beaconwall_gateway_feed_subscriptions_total', 'Streams subscribed to.', feed.subscriptions),
    counter('beaconwall_gateway_feed_frames_total', 'Frames sent.', feed.framesSent),
    counter('beaconwall_gateway_feed_sent_bytes_total', 'Bytes of frames sent.', feed.bytesSent),
    counter('beaconwall_gateway_feed_skipped_total', 'Frames skipped: slow client.', feed.framesSkipped),
  ];
}

function processMetrics(): Metric[] {
  const { user, system } = process.cpuUsage();
  return [
    counter('process_cpu_seconds_total', 'CPU time of this process.', (user + system) / 1e6),
    gauge('process_resident_memory_bytes', 'Resident memory of this process.', process.memoryUsage.rss()),
  ];
}

function counterKinds(sessions: readonly SessionSnapshot[]): (keyof StreamCounters)[] {
  const [first] = sessions;
  return first === undefined ? [] : (Object.keys(first.counters) as (keyof StreamCounters)[]);
}

function total(sessions: readonly SessionSnapshot[], of: (session: SessionSnapshot) => number): number {
  return sessions.reduce((sum, session) => sum + of(session), 0);
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, type: 'gauge', help, samples: [{ value }] };
}

function counter(name: string, help: string, value: number): Metric {
  return { name, type: 'counter', help, samples: [{ value }] };
}
