import { useCallback, useRef } from 'react'
import { m } from '../../../platform/words/words.ts'
import { StatusLabel } from '../../../ui/status-label.tsx'
import type { RequestForm } from '../prepare-request.ts'
import type { Answer } from './answer.tsx'
import { TakePlace } from './take-place.tsx'

/** Each item with its value and one box: what is not ticked does not leave. */
export function ItemTable({ items, answer }: { items: RequestForm['items']; answer: Answer }) {
  return (
    <table className="item-table">
      <caption className="sr-only">{m.requests_panel_items()}</caption>
      <thead>
        <tr>
          <th scope="col">{m.requests_item_goes()}</th>
          <th scope="col">{m.requests_item_what()}</th>
          <th scope="col">{m.requests_item_value()}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item, index) => (
          <ItemRow key={`${item.code}-${index}`} item={item} index={index} items={items} answer={answer} />
        ))}
      </tbody>
    </table>
  )
}

interface ItemRowProps {
  item: RequestForm['items'][number]
  index: number
  items: RequestForm['items']
  answer: Answer
}

function ItemRow({ item, index, items, answer }: ItemRowProps) {
  const name = (part: string) => `items.${index}.${part}`
  const value = answer.typed(name('value')) ?? item.value
  const same = items.slice(0, index + 1).filter((one) => one.code === item.code).length
  const label =
    items.filter((one) => one.code === item.code).length > 1 ? `${item.label} ${same}` : item.label
  const box = useRef<HTMLInputElement>(null)
  const words = useRef<HTMLTextAreaElement>(null)
  const take = useCallback((text: string) => {
    if (!box.current || !words.current) return
    box.current.checked = true
    words.current.value = text
    // The sheet beside the form follows what is typed, and this is typed.
    words.current.dispatchEvent(new Event('input', { bubbles: true }))
  }, [])
  return (
    <tr>
      <td>
        <input type="hidden" name={name('code')} value={item.code} />
        <input type="hidden" name={name('label')} value={item.label} />
        <input
          ref={box}
          type="checkbox"
          className="item-box"
          id={`goes-${index}`}
          name={name('goes')}
          value="on"
          defaultChecked={(answer.typed(name('goes')) ?? '') !== ''}
        />
      </td>
      <th scope="row">
        <label htmlFor={`goes-${index}`}>{label}</label>
        {item.isWhereabouts ? (
          <StatusLabel tone="attention">{m.requests_item_two_people()}</StatusLabel>
        ) : null}
      </th>
      <td>
        <textarea
          ref={words}
          className="input input-full item-value"
          name={name('value')}
          defaultValue={value}
          rows={value.length > 40 ? 2 : 1}
          autoComplete="off"
          aria-label={m.requests_item_value_of({ label })}
        />
        <TakePlace label={label} places={item.places} onTaken={take} />
      </td>
    </tr>
  )
}
