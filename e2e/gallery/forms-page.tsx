import { useState } from 'react'
import { Form } from 'react-router'
import { Button } from '../../src/ui/button.tsx'
import { Dialog } from '../../src/ui/dialog.tsx'
import { ChoiceGroup } from '../../src/ui/form/choice-group.tsx'
import { DateField } from '../../src/ui/form/date-field.tsx'
import { ErrorSummary } from '../../src/ui/form/error-summary.tsx'
import { SaveStatus } from '../../src/ui/form/save-status.tsx'
import { SelectField } from '../../src/ui/form/select-field.tsx'
import { TextArea } from '../../src/ui/form/text-area.tsx'
import { TextField, TimeField } from '../../src/ui/form/text-field.tsx'
import { PageTitle } from '../../src/ui/layout/page-title.tsx'
import { Panel } from '../../src/ui/layout/panel.tsx'
import { ConflictView } from '../../src/ui/record/conflict-view.tsx'

const ERRORS = [
  { id: 'day', message: '対応した日を読み取れません' },
  { id: 'done', message: '行ったことを選んでください' },
]
const SAVED_AT = new Date('2026-11-21T01:24:00Z')

export const meta = () => [{ title: 'Gallery: forms' }]

export default function FormsPage() {
  return (
    <>
      <PageTitle title="支援を記録する" lead="A.K.さん ／ 主担当 佐藤" />
      <div className="record-columns">
        <div className="stack">
          <ErrorSummary errors={ERRORS} />
          <Panel title="今回の対応">
            <RecordForm />
          </Panel>
          <Panel title="ほかの人と重なったとき">
            <form className="grid gap-5">
              <ConflictView
                savedBy="鈴木"
                savedAt="10:18"
                fields={[
                  {
                    name: 'next',
                    label: '次の予定',
                    theirs: '11月27日 10:00 電話',
                    mine: '11月26日 14:00 来所',
                  },
                  { name: 'memo', label: '申し送り', theirs: '', mine: '来所のときは裏口から案内する。' },
                ]}
              />
              <div className="form-actions">
                <Button variant="primary">選んだ内容で保存する</Button>
              </div>
            </form>
          </Panel>
        </div>
        <aside className="record-side" aria-label="記録の書き方">
          <Panel title="書き方">
            <p>見たこと、したことを短く。ご本人が話した言葉は、別の欄にそのまま書きます。</p>
          </Panel>
          <Panel title="保存の状態">
            <SaveStatus save={{ state: 'unsaved' }} />
            <SaveStatus save={{ state: 'saving' }} />
            <SaveStatus save={{ state: 'failed' }} />
          </Panel>
        </aside>
      </div>
    </>
  )
}

function RecordForm() {
  return (
    <Form method="post" className="stack" noValidate>
      <div className="field-row">
        <DateField
          name="day"
          label="対応した日"
          required
          today="2026-11-21"
          defaultValue="令和8年2月30日"
          error="対応した日を読み取れません。暦にない日です"
        />
        <TimeField name="time" label="始めた時刻" hint="例：14:30、1430" defaultValue="14:10" />
      </div>
      <ChoiceGroup
        kind="radio"
        name="how"
        label="方法"
        required
        inline
        chosen={['visit']}
        choices={[
          { value: 'visit', label: '来所' },
          { value: 'phone', label: '電話' },
          { value: 'mail', label: 'メール' },
          { value: 'out', label: '訪問' },
        ]}
      />
      <ChoiceGroup
        kind="checkbox"
        name="done"
        label="行ったこと"
        required
        hint="あてはまるものをすべて選びます"
        error="行ったことを選んでください"
        choices={[
          { value: 'listen', label: '相談を聞いた' },
          { value: 'advise', label: '助言した', hint: '相談者には見えない欄です' },
          { value: 'connect', label: 'ほかの窓口とつないだ' },
        ]}
      />
      <SelectField
        name="desk"
        label="関わった窓口"
        choices={[
          { value: 'citizen', label: '市民課' },
          { value: 'child', label: '子ども家庭課' },
        ]}
      />
      <TextField name="place" label="場所" hint="庁内の部屋の名前。外の場所は書きません" />
      <TextArea
        name="fact"
        label="事実（見たこと、したこと）"
        required
        maxGraphemes={60}
        defaultValue="葛󠄀城さんと𠮷田さんが同席。住まいと学校の希望を聞いた。"
      />
      <TextArea
        name="words"
        label="ご本人の言葉"
        hint="話したとおりに"
        rows={3}
        maxGraphemes={10}
        defaultValue="子どもには、急がせたくないんです。"
      />
      <FormEnd />
    </Form>
  )
}

function FormEnd() {
  const [isAsking, setAsking] = useState(false)
  return (
    <div className="form-actions">
      <Button type="submit" variant="primary">
        記録する
      </Button>
      <Button variant="danger" onClick={() => setAsking(true)}>
        下書きを消す
      </Button>
      <SaveStatus save={{ state: 'saved', at: SAVED_AT }} />
      <Dialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title="下書きを消しますか"
        actions={
          <>
            <Button onClick={() => setAsking(false)}>残す</Button>
            <Button variant="danger" onClick={() => setAsking(false)}>
              消す
            </Button>
          </>
        }
      >
        <p>書きかけの内容が消えます。元には戻せません。</p>
      </Dialog>
    </div>
  )
}
