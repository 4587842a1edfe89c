import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Action } from '#core/access';
import type { OrgNode } from '#core/contracts';
import type { OrgUnitId } from '#core/kit';
import { orgStore, useUnit } from '../../_lib/cameras/index.ts';
import { useLocalized } from '../../_lib/i18n/index.ts';
import { useScopeFor } from '../../_lib/session/index.ts';
import { useStore } from '../../_lib/store/index.ts';
import field from './field.module.css';
import type { FieldLinks } from './field.tsx';
import { findUnits } from './unit-search.ts';
import styles from './unit-select.module.css';

export interface UnitSelectProps {
  readonly links: FieldLinks;
  readonly value: OrgUnitId | null;
  readonly onChange: (unitId: OrgUnitId) => void;
  readonly placeholder: string;
  /** What the user must be allowed to do in the unit. */
  readonly action: Action;
}

const noUnits: readonly OrgNode[] = [];

/** Chooses one of the units where the user may do something: by name in either language, or division code. */
export function UnitSelect(props: UnitSelectProps) {
  const { links, value, onChange, placeholder, action } = props;
  const t = useTranslations('admin.unit');
  const localized = useLocalized();
  const chosen = useUnit(value);
  const { text, choices, active, search, step, close } = useUnitSearch(action);
  const listId = `${links.id}-units`;
  useEffect(() => {
    document.getElementById(`${listId}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [listId, active]);
  const choose = (unitId: OrgUnitId) => {
    onChange(unitId);
    close();
  };
  const onKey = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const choice = choices?.[active];
    if (by !== undefined) step(by);
    else if (event.key === 'Enter' && choice !== undefined) choose(choice.unit.id);
    else if (event.key === 'Escape' && choices !== null) close();
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.select}>
      <input
        {...links}
        role="combobox"
        className={field.input}
        aria-expanded={choices !== null}
        aria-controls={listId}
        aria-activedescendant={choices === null ? undefined : `${listId}-${active}`}
        autoComplete="off"
        spellCheck={false}
        placeholder={chosen === null ? placeholder : localized(chosen.name)}
        value={text ?? (chosen === null ? '' : localized(chosen.name))}
        onFocus={() => search('')}
        onClick={() => choices === null && search('')}
        onChange={(event) => search(event.currentTarget.value)}
        onBlur={close}
        onKeyDown={onKey}
      />
      {choices !== null && (
        <div id={listId} role="listbox" aria-label={t('label')} className={styles.list}>
          {choices.map(({ unit, above }, index) => (
            <div
              key={unit.id}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className={styles.option}
              // Before the input loses the focus, and with it the list.
              onPointerDown={(event) => {
                event.preventDefault();
                choose(unit.id);
              }}
            >
              {localized(unit.name)}
              <small>{above.map(({ name }) => localized(name)).join(' › ')}</small>
            </div>
          ))}
          {choices.length === 0 && <p className={styles.none}>{t('none')}</p>}
        </div>
      )}
    </div>
  );
}

/** What is typed, and what it finds; `null` while the list is closed. */
function useUnitSearch(action: Action) {
  const units = useStore(orgStore.view, (view) => view?.units ?? noUnits);
  const scope = useScopeFor(action);
  const [text, setText] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const choices = useMemo(() => (text === null ? null : findUnits(units, scope, text)), [units, scope, text]);
  const count = choices?.length ?? 0;
  return {
    text,
    choices,
    active,
    search: (next: string) => {
      setText(next);
      setActive(0);
    },
    step: (by: number) => {
      if (text === null) setText('');
      else if (count > 0) setActive((active + by + count) % count);
    },
    close: () => setText(null),
  };
}
