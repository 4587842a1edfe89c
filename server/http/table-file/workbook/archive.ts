import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { WorkbookError } from './workbook-error.ts';

/** A workbook of one sheet has a dozen. */
const ENTRIES_MAX = 500;
/** What all parts that are read may come to when they are unpacked: a list of 100,000 rows, or a bomb. */
const UNPACKED_BYTES_MAX = 96_000_000;

/** The parts of a workbook, which is a ZIP file (ISO/IEC 29500-2, 6.2.2). Nothing of it is written anywhere. */
export class Archive {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  #unpackedBytes = 0;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#entries = entries;
  }

  /** @throws WorkbookError, on names that lead out of the file (`../../x`) too */
  static async open(file: Uint8Array): Promise<Archive> {
    const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
    const zip = await fromBufferPromise(bytes).catch(damaged);
    if (zip.entryCount > ENTRIES_MAX) throw new WorkbookError('too_large', 'too many parts');
    const entries = new Map<string, Entry>();
    for await (const entry of readable(zip.eachEntry())) {
      if (entries.has(entry.fileName)) throw new WorkbookError('not_a_workbook', 'a part is there twice');
      entries.set(entry.fileName, entry);
    }
    return new Archive(zip, entries);
  }

  /**
   * Unpacks a part. The sum of what is unpacked is bounded by what the entries say; that they say the truth is
   * watched over by yauzl, which breaks the stream off at the first byte too many.
   * @returns null when there is no such part; reading it on may throw a WorkbookError
   * @throws WorkbookError
   */
  read(name: string): AsyncIterable<Uint8Array> | null {
    const entry = this.#entries.get(name);
    if (entry === undefined) return null;
    this.#unpackedBytes += entry.uncompressedSize;
    if (this.#unpackedBytes > UNPACKED_BYTES_MAX) throw new WorkbookError('too_large', 'unpacks to too much');
    return this.#piecesOf(entry);
  }

  async *#piecesOf(entry: Entry): AsyncGenerator<Uint8Array> {
    yield* readable(await this.#zip.openReadStreamPromise(entry).catch(damaged));
  }
}

/** What can be read until the file turns out to be damaged. */
async function* readable<Value>(source: AsyncIterable<Value>): AsyncGenerator<Value> {
  const values = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await values.next().catch(damaged);
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await values.return?.();
  }
}

/** What yauzl and zlib say of a file that is damaged, or made to do harm. */
function damaged(error: unknown): never {
  throw new WorkbookError('not_a_workbook', String(error));
}
