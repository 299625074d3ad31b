/**
 * Words that passwords are commonly made of: a password is refused when nothing else is left of it once these words, the
 * context's words, digits and signs are taken away. Own list, from what published leaks have in common.
 */
export const commonPasswordWords: ReadonlySet<string> = new Set(
  `password passwd passwort passw pass word passphrase secret himitsu login logon signin admin administrator root user
  guest test testing tester temp temporary default changeme change letmein access welcome hello hi konnichiwa ohayo
  arigato sakura fuji fujisan nihon nippon japan tokyo osaka kyoto yokohama nagoya sapporo kobe fukuoka saitama chiba
  hiroshima sendai okinawa hokkaido shiyakusho yakusho kuyakusho kencho shicho shimin jimusho madoguchi soudan sodan
  jyosei josei fukushi kodomo katei shien center office city town government municipal counselor soudanin
  love loves iloveyou loveyou you me my mine your the and is for of in on to it a i we us baby babygirl angel princess
  prince sunshine flower flowers lovely sweet sweetie honey darling heart forever always family mother father mama papa
  haha chichi okasan otosan sister brother friend friends friendship tomodachi aishiteru suki daisuki kawaii neko inu
  cat dog kitty monkey dragon tiger lion panda bear bird horse wolf eagle pokemon pikachu doraemon totoro mickey minnie
  hellokitty snoopy naruto gundam mario zelda starwars superman batman spiderman ironman pokemon
  football baseball soccer yakyu tennis basketball hockey golf judo giants tigers hanshin dragons hawks carp lions
  qwerty qwertyuiop qwertz azerty asdf asdfgh asdfghjkl zxcv zxcvbnm qwer asd zxc qaz wsx edc qazwsx qazwsxedc poiuy
  lkjhg mnbvc abc abcd abcde abcdef abcdefg abcdefgh abcdefghijkl aaa aaaa aaaaaa xxx xxxx
  monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
  october november december spring summer autumn fall winter haru natsu aki fuyu reiwa heisei showa taisho meiji
  michael jennifer jessica michelle daniel jordan thomas charlie robert andrew matthew joshua anthony george
  taro jiro hanako ichiro yuki yuko keiko sachiko akiko yoko naoko tomoko satoshi takashi hiroshi kenji kazuko
  tanaka suzuki sato takahashi watanabe ito yamamoto nakamura kobayashi kato yoshida yamada
  computer internet windows microsoft google facebook twitter yahoo amazon apple samsung iphone android excel
  office data system server network database secure security master super power trust trustno shadow killer hunter
  ninja samurai money lucky happy smile star stars moon sun sky blue red green black white yellow orange purple pink
  gold silver diamond crystal rainbow cookie cheese chocolate banana coffee pepper ginger sugar apple cherry
  jesus god faith hope peace freedom life live good great nice best cool new old one two three four five six seven
  eight nine ten zero number first last next again kaeru henko shinki kari atarashii yorube mihon sample`.split(
    /\s+/,
  ),
)
