import { choicesOf, nameOf } from '../../../codes/words.ts'
import { listed } from '../../../platform/words/joining.ts'
import { m } from '../../../platform/words/words.ts'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import type { CaseCore } from '../contract.ts'
import { chosenByOthers, EditChoice, EditField } from './edit-field.tsx'
import type { Answer } from './failure.tsx'

/** The case in words, and the codes that stand sealed with it. */
export function CoreFields({ core, answer }: { core: Partial<CaseCore>; answer: Answer }) {
  const text = (name: 'title' | 'wishes' | 'judgement' | 'summary') => ({
    name: `core.${name}`,
    now: core[name] ?? '',
    answer,
  })
  const posted = answer.values.core as { difficulties?: string[] } | undefined
  return (
    <>
      {core.number ? <input type="hidden" name="core.number" value={core.number} /> : null}
      <EditField {...text('title')} label={m.cases_core_title()} hint={m.cases_core_title_hint()} />
      <div className="case-pair">
        <EditField {...text('wishes')} label={m.cases_wishes()} rows={5} hint={m.cases_wishes_hint()} />
        <EditField
          {...text('judgement')}
          label={m.cases_judgement()}
          rows={5}
          hint={m.cases_judgement_hint()}
        />
      </div>
      <EditField {...text('summary')} label={m.cases_summary()} rows={4} />
      <ChoiceGroup
        kind="checkbox"
        inline
        name="core.difficulties[]"
        label={m.cases_difficulties()}
        hint={difficultiesHint(core, answer)}
        choices={choicesOf('difficulty')}
        chosen={(answer.failure ? posted?.difficulties : core.difficulties) ?? []}
      />
      <Violence core={core} answer={answer} />
      <EditChoice
        name="core.counterpartRelation"
        label={m.cases_relation()}
        now={core.counterpartRelation ?? ''}
        answer={answer}
        choices={choicesOf('relation')}
      />
    </>
  )
}

/** Where two have chosen, what the other chose stands above the boxes. */
function difficultiesHint(core: Partial<CaseCore>, answer: Answer): string {
  const posted = answer.values.core as { difficulties?: string[] } | undefined
  const [mine, theirs] = [posted?.difficulties ?? [], core.difficulties ?? []]
  const words = listed(theirs.map((code) => nameOf('difficulty', code)))
  return chosenByOthers(answer, mine.join() !== theirs.join(), words) ?? m.cases_difficulties_hint()
}

/** Six kinds, each with when it first and last happened, in her words. */
function Violence({ core, answer }: { core: Partial<CaseCore>; answer: Answer }) {
  const rows = core.violence ?? []
  const empty = Math.max(1, 3 - rows.length)
  const shown = [...rows, ...Array.from({ length: empty }, () => null)]
  return (
    <fieldset className="case-violence">
      <legend className="field-label">{m.cases_violence()}</legend>
      {shown.map((row, index) => {
        const at = (name: string) => `core.violence.${index}.${name}`
        return (
          <div key={index} className="case-violence-row">
            <EditChoice
              name={at('kind')}
              label={m.cases_violence_kind({ index: index + 1 })}
              now={row?.kind ?? ''}
              answer={answer}
              choices={choicesOf('violence')}
            />
            <EditField
              name={at('first')}
              label={m.cases_violence_first()}
              now={row?.first ?? ''}
              answer={answer}
            />
            <EditField
              name={at('last')}
              label={m.cases_violence_last()}
              now={row?.last ?? ''}
              answer={answer}
            />
            <EditField
              name={at('words')}
              label={m.cases_violence_words()}
              now={row?.words ?? ''}
              answer={answer}
            />
          </div>
        )
      })}
    </fieldset>
  )
}
