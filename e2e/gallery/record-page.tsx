import { Button, LinkButton } from '../../src/ui/button.tsx'
import { DescriptionList } from '../../src/ui/description-list.tsx'
import { PageTitle } from '../../src/ui/layout/page-title.tsx'
import { Panel } from '../../src/ui/layout/panel.tsx'
import { PresentPeople } from '../../src/ui/present-people.tsx'
import { OwnWords, Timeline } from '../../src/ui/record/timeline.tsx'
import { SafetyBanner } from '../../src/ui/safety-banner.tsx'
import { StatusLabel } from '../../src/ui/status-label.tsx'
import { Tabs } from '../../src/ui/tabs.tsx'

const SAFETY = [
  { term: '電話', text: '携帯のみ・平日10〜12時・庁名を名乗らない' },
  { term: '留守番電話', text: '残さない' },
  { term: '郵便', text: '送らない' },
  { term: '住所', text: '支援措置中（令和9年11月17日まで）' },
]

export const meta = () => [{ title: 'Gallery: record' }]

export default function RecordPage() {
  return (
    <>
      <SafetyBanner headline="郵便は送らない。電話は携帯のみ、名乗らない" items={SAFETY} />
      <PageTitle
        title="A.K.さん"
        status={<StatusLabel tone="active">支援中</StatusLabel>}
        lead="主担当 佐藤（女性相談支援室） ／ 次の予定 11月27日（金）10:00 電話"
        actions={
          <>
            <LinkButton to="/design/forms" variant="primary">
              支援を記録する
            </LinkButton>
            <Button>ほかの窓口に頼む</Button>
          </>
        }
      />
      <Tabs
        label="記録の内容"
        tabs={[
          { to: '/design/record', label: '経過' },
          { to: '/design/forms', label: '支援計画' },
          { to: '/design/parts', label: '依頼', count: 2 },
          { to: '/design/sheet', label: '書類' },
        ]}
      />
      <div className="record-columns">
        <section aria-labelledby="progress-title" className="min-w-0">
          <h2 id="progress-title" className="sr-only">
            経過
          </h2>
          <PresentPeople
            people={[
              { name: '高橋（市民課）', isEditing: false },
              { name: '鈴木（女性相談支援室）', isEditing: true },
            ]}
          />
          <div className="mt-4">
            <RecordTimeline />
          </div>
        </section>
        <aside className="record-side" aria-label="この方について">
          <Panel title="頼んでいること">
            <ul className="tasks">
              <li>
                <a className="link" href="#progress-title">
                  住民票の交付制限
                </a>
                <StatusLabel tone="urgent">今日まで</StatusLabel>
              </li>
              <li>
                <a className="link" href="#progress-title">
                  小学校の区域外就学
                </a>
                <StatusLabel tone="waiting">返事待ち</StatusLabel>
              </li>
              <li>
                <a className="link" href="#progress-title">
                  国民健康保険の世帯分離
                </a>
                <StatusLabel tone="done">済み</StatusLabel>
              </li>
            </ul>
          </Panel>
          <Panel title="ご本人">
            <DescriptionList
              items={[
                { term: '年代', detail: '30代' },
                { term: '一緒にいる方', detail: '子 2人（小学2年、4歳）' },
                { term: '合言葉', detail: 'あり' },
                { term: '必要な言語', detail: '日本語' },
              ]}
            />
          </Panel>
        </aside>
      </div>
    </>
  )
}

function RecordTimeline() {
  return (
    <Timeline
      entries={[
        {
          id: '1',
          day: '2026-11-20',
          time: '14:10',
          kind: '面談',
          icon: 'meeting',
          who: '佐藤（女性相談支援室）',
          isNew: true,
          children: (
            <>
              <p>来所。離れた後の住まいと子どもの学校について、希望を聞いた。転校の手続きは保留とした。</p>
              <OwnWords>子どもには、急がせたくないんです。</OwnWords>
            </>
          ),
          actions: (
            <Button size="small" variant="quiet">
              訂正する
            </Button>
          ),
        },
        {
          id: '2',
          day: '2026-11-20',
          time: '11:05',
          kind: '電話',
          icon: 'phone',
          who: '鈴木（女性相談支援室）',
          before: '平日午後に携帯へ架電。',
          children: <p>決めた時間帯（平日10〜12時）に携帯へ架電。合言葉で確かめた。</p>,
        },
        {
          id: '3',
          day: '2026-11-18',
          time: '09:30',
          kind: '支援措置を更新',
          icon: 'shield',
          who: '高橋（市民課）',
          isWeighty: true,
          children: <p>期間は令和9年11月17日まで。庁内の関係する課すべてに反映済み。</p>,
        },
        {
          id: '4',
          day: '2026-11-12',
          kind: '書類',
          icon: 'document',
          who: '佐藤（女性相談支援室）',
          children: <p>意見書を作成し、本人に手渡した。</p>,
        },
      ]}
    />
  )
}
