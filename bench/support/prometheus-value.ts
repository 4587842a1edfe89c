/**
 * The value of a metric without labels in the Prometheus text format.
 * @throws RangeError if there is none
 */
export function prometheusValue(text: string, name: string): number {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${name} `));
  const value = Number(line?.slice(name.length + 1));
  if (line === undefined || Number.isNaN(value)) throw new RangeError(`no metric ${name}`);
  return value;
}
