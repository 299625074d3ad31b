import type { KeyboardEvent } from 'react'

interface Props {
  typed: string
  listId: string
  chosenId: string | undefined
  isExpanded: boolean
  onType: (typed: string) => void
  setComposing: (isComposing: boolean) => void
  onStep: (by: number) => void
  onEnter: () => void
}

/** The field of the palette; the keyboard works the list from here (combobox pattern). */
export function PaletteField(props: Props) {
  const onKeyDown = (event: KeyboardEvent) => {
    // While a word is being composed, Enter and the arrows belong to the input method (229: how older browsers say so).
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    const act = {
      ArrowDown: () => props.onStep(1),
      ArrowUp: () => props.onStep(-1),
      Enter: props.onEnter,
    }[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  return (
    <input
      id={`${props.listId}-words`}
      className="input input-full"
      role="combobox"
      aria-expanded={props.isExpanded}
      aria-controls={props.listId}
      aria-activedescendant={props.chosenId}
      aria-autocomplete="list"
      autoComplete="off"
      spellCheck={false}
      maxLength={100}
      value={props.typed}
      onChange={(event) => props.onType(event.target.value)}
      onCompositionStart={() => props.setComposing(true)}
      onCompositionEnd={() => props.setComposing(false)}
      onKeyDown={onKeyDown}
    />
  )
}
