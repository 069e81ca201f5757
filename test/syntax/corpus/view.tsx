import React, { useState } from 'react';

/** JSX with expressions, spreads, fragments and entities. */
export function View<T,>({ items, onPick }: Props<T>) {
  const [open, setOpen] = useState<boolean>(false);
  return (
    <>
      <Panel.Header title="Study &amp; series" {...rest} open={open} onClick={() => setOpen((was) => !was)} />
      {items.length > 0 ? items.map((item, i) => <li key={i} className={`row ${i % 2 ? 'odd' : 'even'}`}>{item.text}</li>) : null}
      text 患者 {/* a comment */}
    </>
  );
}
