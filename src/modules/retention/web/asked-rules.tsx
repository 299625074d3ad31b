import { Form } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { DescriptionList } from '../../../ui/description-list.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import type { showRetentionRules } from '../set-retention-rules.ts'
import { ruleLabels, ruleNames, valueWords } from './rule-words.ts'

type Found = Awaited<ReturnType<typeof showRetentionRules>>
type Asked = Found['asked'][number]

/** What one manager asked for and another decides: each figure that would change, beside what holds now. */
export function AskedRules({ asked, rules }: { asked: Asked; rules: Found['rules'] }) {
  const changed = ruleNames.filter((name) => asked.rules[name] !== rules[name])
  return (
    <Panel title={m.retention_rules_asked()}>
      <div className="form-stack">
        <DescriptionList
          hasLongTerms
          items={changed.map((name) => ({
            term: ruleLabels[name](),
            detail: m.retention_rules_from_to({
              before: valueWords(name, rules),
              after: valueWords(name, asked.rules),
            }),
          }))}
        />
        <Form method="post" className="form-stack">
          <input type="hidden" name="actId" value={asked.id} />
          <input type="hidden" name="seal" value={asked.seal} />
          <Standing asked={asked} />
        </Form>
      </div>
    </Panel>
  )
}

function Standing({ asked }: { asked: Asked }) {
  const until = formatShortDateTime(asked.expiresAt)
  const { isMine, askedBy, decidedBy } = asked
  if (decidedBy !== null)
    return (
      <>
        <p>{m.retention_rules_agreed({ name: decidedBy, asker: askedBy, until })}</p>
        {isMine ? (
          <div className="retention-acts">
            <Button type="submit" name="intent" value="set" variant="primary">
              {m.retention_rules_set()}
            </Button>
            <TakeBack />
          </div>
        ) : null}
      </>
    )
  if (isMine)
    return (
      <>
        <p>{m.retention_rules_waits({ until })}</p>
        <div>
          <TakeBack />
        </div>
      </>
    )
  return (
    <>
      <p>{m.retention_asked({ name: askedBy, until })}</p>
      <div className="retention-acts">
        <Button type="submit" name="intent" value="agree" variant="primary">
          {m.retention_rules_agree()}
        </Button>
        <Button type="submit" name="intent" value="decline">
          {m.retention_decline()}
        </Button>
      </div>
    </>
  )
}

function TakeBack() {
  return (
    <Button type="submit" name="intent" value="decline">
      {m.retention_rules_take_back()}
    </Button>
  )
}
