import { Button } from '../../src/ui/button.tsx'
import { DataTable } from '../../src/ui/data-table.tsx'
import { EmptyState } from '../../src/ui/empty-state.tsx'
import { FilterBar } from '../../src/ui/form/filter-bar.tsx'
import { SelectField } from '../../src/ui/form/select-field.tsx'
import { TextField } from '../../src/ui/form/text-field.tsx'
import { PageTitle } from '../../src/ui/layout/page-title.tsx'
import { Panel } from '../../src/ui/layout/panel.tsx'
import { Notice } from '../../src/ui/notice.tsx'
import { Pagination } from '../../src/ui/pagination.tsx'
import { Progress } from '../../src/ui/progress.tsx'
import { StatusLabel, type StatusTone } from '../../src/ui/status-label.tsx'

interface Row {
  id: string
  what: string
  to: string
  due: string
  count: number
  tone: StatusTone
  state: string
}

const ROWS: readonly Row[] = [
  {
    id: '1',
    what: '住民票の交付制限',
    to: '市民課',
    due: 'R8.11.21',
    count: 1,
    tone: 'urgent',
    state: '今日まで',
  },
  {
    id: '2',
    what: '児童手当の受給者の変更',
    to: '子ども家庭課',
    due: 'R8.11.25',
    count: 2,
    tone: 'active',
    state: '対応中',
  },
  {
    id: '3',
    what: '小学校の区域外就学',
    to: '教育委員会',
    due: 'R8.12.1',
    count: 1,
    tone: 'attention',
    state: '返事が遅れています',
  },
  {
    id: '4',
    what: '国民健康保険の世帯分離',
    to: '保険年金課',
    due: 'R8.11.18',
    count: 3,
    tone: 'done',
    state: '済み',
  },
  { id: '5', what: '市営住宅の申込み', to: '住宅課', due: '—', count: 0, tone: 'waiting', state: '返事待ち' },
  { id: '6', what: '法律相談の予約', to: '弁護士会', due: '—', count: 1, tone: 'closed', state: '取り下げ' },
]

export const meta = () => [{ title: 'Gallery: parts' }]

export default function PartsPage() {
  return (
    <>
      <PageTitle
        title="ほかの窓口への依頼"
        lead="女性相談支援室から出したもの"
        actions={<Button variant="primary">依頼を出す</Button>}
      />
      <div className="stack">
        <FilterBar clearTo="/design/parts">
          <TextField name="q" label="ことば" />
          <SelectField
            name="state"
            label="状態"
            emptyLabel="すべて"
            choices={[
              { value: 'open', label: '終わっていない' },
              { value: 'late', label: '遅れている' },
            ]}
          />
        </FilterBar>
        <Requests />
        <Pagination
          previous="/design/parts?before=a"
          next="/design/parts?after=b"
          shown={{ from: 51, to: 56 }}
        />
        <div className="grid gap-4 md:grid-cols-2">
          <Notices />
          <Others />
        </div>
      </div>
    </>
  )
}

function Requests() {
  return (
    <DataTable
      caption="依頼の一覧"
      rows={ROWS}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'what',
          header: '頼んだこと',
          cell: ({ what }) => <a href="#main">{what}</a>,
        },
        { key: 'to', header: '窓口', cell: ({ to }) => to },
        {
          key: 'state',
          header: '状態',
          cell: ({ tone, state }) => <StatusLabel tone={tone}>{state}</StatusLabel>,
        },
        { key: 'due', header: '期限', cell: ({ due }) => due },
        { key: 'count', header: 'やりとり', numeric: true, cell: ({ count }) => count },
      ]}
    />
  )
}

function Notices() {
  return (
    <div className="grid gap-3 content-start">
      <Notice title="明日は休館日です">
        <p>夜間の窓口は開いています。</p>
      </Notice>
      <Notice tone="success" title="記録しました" live />
      <Notice tone="warning" title="支援措置の期限まで30日です">
        <p>更新の意向をご本人に確かめてください。</p>
      </Notice>
      <Notice tone="error" title="送れませんでした">
        <p>通信を確かめて、もう一度送ってください。入力は残っています。</p>
      </Notice>
    </div>
  )
}

function Others() {
  return (
    <div className="grid gap-3 content-start">
      <EmptyState
        title="まだ依頼はありません"
        text="ほかの窓口に頼んだことと、その返事がここに並びます。"
        action={<Button>はじめての依頼を出す</Button>}
      />
      <Panel title="長くかかる処理">
        <div className="grid gap-4">
          <Progress label="統計を集計しています" done={128} total={340} />
          <Progress label="書類を作っています" />
        </div>
      </Panel>
      <Panel title="ボタン">
        <div className="flex flex-wrap gap-3 items-start">
          <Button variant="primary">保存する</Button>
          <Button>戻る</Button>
          <Button variant="danger">取り消す</Button>
          <Button variant="quiet">あとで</Button>
          <Button size="small">小さい</Button>
          <Button variant="primary" unavailable="終わっていない依頼が2件あります">
            終結する
          </Button>
        </div>
      </Panel>
    </div>
  )
}
