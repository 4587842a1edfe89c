import { useEffect, useState } from 'react';
import { TextField } from './field.tsx';

/** Fast enough to feel immediate, slow enough not to ask for every letter. */
const TYPING_PAUSE_MS = 250;

/** What is typed goes into the address after a pause; an address that changes otherwise is what stands here. */
export function SearchField(props: {
  readonly label: string;
  readonly text: string;
  readonly onChange: (text: string | undefined) => void;
}) {
  const { label, text, onChange } = props;
  const [typed, setTyped] = useState(text);
  const [known, setKnown] = useState({ text, sent: text });
  if (text !== known.text) {
    setKnown({ ...known, text });
    if (text !== known.sent) setTyped(text);
  }
  const wanted = typed.trim();
  useEffect(() => {
    if (wanted === text) return;
    const timer = setTimeout(() => {
      setKnown({ text, sent: wanted });
      onChange(wanted === '' ? undefined : wanted);
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted, text, onChange]);
  return <TextField label={label} type="search" maxLength={64} value={typed} onChange={setTyped} />;
}
