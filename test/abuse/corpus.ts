/**
 * Texts that become something else where a page, a file or a letter repeats them carelessly. Each that could become an element, an attribute or an address of one
 * carries the word zap, which nothing of ours is called.
 */
export const texts: readonly string[] = [
  '<script>zap(1)</script>', '<script zap>alert(1)</script>', '<ScRiPt zap >alert(1)</sCrIpT >', '<img src=x onerror=zap()>', '<svg onload=zap()>', '<svg><script zap>alert(1)</script></svg>', '<math><mtext zap></mtext></math>', '<zap>', '</zap>', '<zap',
  '"><zap a="', "'><zap a='", '" onmouseover="zap()', "' onfocus='zap()' autofocus='", '`onmouseover=`zap()', ' onmouseover=zap() ', '" autofocus onfocus=zap() x="', '</textarea><zap>', '</title><zap>', '</script><zap>', '</style><zap>', '--><zap><!--', '<!--<zap>', '<![CDATA[<zap>]]>', ']]><zap>', '<?zap version="1"?>', '<!DOCTYPE zap [<!ENTITY x SYSTEM "file:///etc/passwd">]>&x;',
  'javascript:zap()', 'JaVaScRiPt:zap()', 'java\tscript:zap()', 'data:text/html,<zap>', 'vbscript:zap()', '&lt;zap&gt;', '&#60;zap&#62;', '&#x3c;zap&#x3e;', '&amp;lt;zap&amp;gt;', '\\u003czap\\u003e', '%3Czap%3E', '<zap/><zap/>', '<a href="javascript:zap()">look</a>', '<form action=//evil.example zap><button>Go on</button>', '<meta http-equiv=refresh content="0;url=//evil.example" zap>', '<base href=//evil.example zap>', '<iframe srcdoc="<zap>">', '<link rel=stylesheet href=//evil.example/zap>', '<object data=//evil.example zap>', '<details open ontoggle=zap()>', '<style>*{zap:1}</style>', '<template><zap></template>', '<noscript><zap></noscript>', '<!--kept 0-->', '<!--kept 999--><zap>',
  '{{zap()}}', '${zap()}', '#{zap()}', '<%= zap() %>', '{%zap%}', '[[zap]]', '$(zap)', '`zap`', "{{constructor.constructor('zap()')()}}", '+ADw-zap+AD4-', '\u202e>paz<', 'a\u0000<zap>', 'zap\u0000', '\ufeff<zap>', '＜zap＞', '‹zap›', 'ʺ><zap>', '<zap\u00a0x>', '<\u0000zap>', 'first line\r\nset-cookie: zap=1\r\n\r\n<zap>', 'zap\r\nbcc: zap@evil.example', '\u2028<zap>\u2029', 'https://evil.example/zap', 'www.evil.example/zap', 'zap@evil.example', 'evil.example', '//evil.example/zap', '\u001b[31mzap\u001b[0m', 'zap\u0008\u0008\u0008', '\ud800zap', 'z̸̢͇a̶p̵', 'x'.repeat(60) + '<zap>', '"zap", "b": "', "zap'); drop table note; --", '\\"><zap>', '\\', '<', '>', '&', '"', "'",
]

/** Texts that a spreadsheet would reckon with where a file repeats them carelessly. */
export const formulas: readonly string[] = [
  '=1+1+zap', '+1+zap', '-1+zap', '@SUM(zap)', '\t=1+zap', '\r=1+zap', ' =1+zap', '\u00a0=1+zap', '＝1+zap', '＋1+zap', '－1+zap', '＠SUM(zap)', '"=1+zap', "'=1+zap", '"",=1+zap', 'zap,=1+1', 'zap;=1+1', 'zap\t=1+1', 'zap|=1+1', 'zap"; =1+1', 'zap\n=1+1', '=HYPERLINK("http://evil.example","zap")', '=cmd|" /C calc"!zap', '%0A=1+zap', '\u200b=1+zap', '−1+zap', '=\u200b1+zap', 'zap" =1+1', ';=1+zap', ',=1+zap',
]

/**
 * The same length and the same spaces, and nothing that means anything. Texts of one length are told apart by `nth`, as far as they have letters for it: what may
 * stand in a place once only is not refused for standing there already.
 */
export function harmless(text: string, nth = 0): string {
  const letters = 'xbcdfghjklmnpqrstvwz'
  let left = nth
  return text.replaceAll(/\S/g, () => { const letter = letters[left % letters.length]!; left = Math.floor(left / letters.length); return letter })
}
