type Cell = string | number;

/**
 * Lays out a table for a terminal: the first column to the left, the others to the right.
 * @param rows each as long as `head`
 */
export function renderTable(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const text = lines.map((line) =>
    line.map((cell, column) => pad(cell, widths[column] ?? 0, column === 0)).join('   '),
  );
  const rule = widths.map((width) => '─'.repeat(width)).join('   ');
  return [text[0], rule, ...text.slice(1)].join('\n');
}

function pad(cell: string, width: number, toTheLeft: boolean): string {
  return toTheLeft ? cell.padEnd(width) : cell.padStart(width);
}
