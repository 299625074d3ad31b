import type { Words } from '../console-words.ts'

export const HELP: Words = {
  ja: `使い方: npm run yorube -- 命令

  backup            暗号化したバックアップを BACKUP_DIR に取ります。動いたままで取れます。
                    初めてのときだけ合言葉を尋ねます。
  backup ファイル   同じものを、一つのファイルに書き出します(USB メモリーなどに)。
  restore           BACKUP_DIR から、まだデータのない DATA_DIR に、最後に保管した状態まで戻します。
          --at 日時   その時点まで戻します。例 2026-11-28T10:15(日本時間)。
          --to 場所   DATA_DIR の代わりに、ここへ戻します。
  restore ファイル  一つのファイルから戻します(--to も使えます)。
  verify-backup     BACKUP_DIR のすべてを開いて、欠けや途切れがないかを調べます。
  status            動いているか、アドレス、版、データの置き場と大きさ、最後のバックアップを示します。
  doctor            設定、時計、ディスク、権限、証明書などを調べ、何をすればよいかを示します。
  appoint 利用者名  利用者をシステム管理者にします。管理者どうしで確認し合えなくなったときだけ使えます。
                    自治体が複数あるときは 利用者名@ホスト名。だれのアカウントかを示し、よいかを尋ねます。
                    すべての管理者に知らせ、記録に残ります。
      --name 名前 --since 日付
                    端末がないとき、尋ねる代わりに、その人の名前と、署名の日(示されたとおり)を先頭に付けます。
  recover [利用者名 [窓口]]
                    復旧キット2枚を尋ね、根の秘密を戻します。利用者名があれば、開ける人のいない窓口をその人に開けるように
                    します。だれのアカウントかを示し、よいかを尋ねます。すべての管理者に知らせ、記録に残ります。
      --name 名前 --since 日付
                    端末がないとき、尋ねる代わりに、その人の名前と、署名の日(示されたとおり)を先頭に付けます。
      --root 名前 restore が示した根の秘密の名前。古い組のキットで求められたときだけ、先頭に付けます。
  note-restore      ほかの機械で復元の練習をしたことを書き留めます(管理者の画面に出ます)。
  rotate-root       根の秘密を新しいものに入れ替えます(漏れた疑いがあるときなど)。止めてから実行します。
                    全員がサインインした後に rotate-root --finish で終えます。
  verify [控え…]    閲覧と書き込みの記録が書き換えられていないか、すべて調べます。控えは外に保管した検証用の署名
                    (ファイルかフォルダー)。WITNESS_DIR の分は自動で照合します。--json で機械向けに出力。
  checkpoint        いまの署名を紙に印刷できる形で示します(週に一度、印刷して別に保管してください)。
  help              この説明を示します。

バックアップに根の秘密は入りません。置き場は status で分かります。別に、二か所で保管してください。
合言葉は端末で入力するか、BACKUP_PASSPHRASE_FILE に指定したファイル(権限 0600)から読みます。15 文字以上です。
終わりの番号: 0 = できた、1 = できなかった、2 = 使い方の誤り。詳しくは docs/operations.md。`,
  en: `Usage: npm run yorube -- VERB

  backup        Makes an encrypted backup in BACKUP_DIR; the system may go on running.
                Asks for a passphrase the first time only.
  backup FILE   The same into one file, for a memory stick.
  restore       Brings back what is in BACKUP_DIR, as late as there is, into a DATA_DIR that holds no data yet.
      --at TIME   As it was then, such as 2026-11-28T10:15 (Japanese time).
      --to DIR    Here instead of DATA_DIR.
  restore FILE  Brings back a backup in one file (--to as well).
  verify-backup Opens everything in BACKUP_DIR and looks for damage and gaps.
  status        Tells whether it runs, addresses, versions, place and size of the data, the last backup.
  doctor        Looks at settings, clock, disk, permissions, certificates; each with what to do.
  appoint LOGIN Makes an account an administrator; only when administrators cannot confirm each other any more.
                LOGIN@HOST where there are several tenants. It shows whose account it is, and asks. Every administrator
                is told, and it is recorded.
      --name NAME --since DAY
                Her name and the day since when it is signed, as shown, in front of LOGIN, where there is no terminal to ask on.
  recover [LOGIN [DESK]]
                Asks for two recovery kits and brings the root secret back. With LOGIN, gives that account the desks
                that nobody can open any more, once you have said that it is the right person. Every administrator is told,
                and it is recorded.
      --name NAME --since DAY
                Her name and the day since when it is signed, as shown, in front of LOGIN, where there is no terminal to ask on.
      --root NAME As restore named the root secret. In front of LOGIN, only where it asks for it: with kits of an old set.
  note-restore  Notes that a restore was tried on another machine; administrators see when.
  rotate-root   Puts another root secret in place of the present one, as when it may have leaked. Stop the system first.
                rotate-root --finish ends it, once everybody has signed in.
  verify [FILE …] Goes over the whole record of reads and writes. FILE: checkpoints kept outside (a file or a folder);
                those in WITNESS_DIR are compared by themselves. --json for machines.
  checkpoint    Shows the present checkpoint, to be printed once a week and kept elsewhere.
  help          Shows this.

A backup never holds the root secret; status tells where it lies. Keep it apart, in two places.
The passphrase is asked on the terminal, or read from the file named in BACKUP_PASSPHRASE_FILE (mode 0600);
it has at least 15 characters. Exit codes: 0 done, 1 failed, 2 wrong usage. More in docs/operations.md.`,
}
