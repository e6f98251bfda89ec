// What the built-in rules find, in Chinese. A rule is known by its English words and not by its id: a pack may put one of the same
// id in its place, which finds something else. The words of a pack stand as they are.

const FINDS = {
  "a place in an order": "位次",
  "an indicator that becomes so many times what it was": "变为原来的若干倍的指标",
  "the parts of a structure": "结构的各部分",
  "the ratio of two quantities": "两个数量之比",
  "the old value in 由…增加到…": "“由…增加到…”中的原值",
  "a rate or amount by which something is granted": "给予的比例或标准",
  "an amount that is granted": "给予的数额",
  "an indicator that grows by a rate": "按比率增长的指标",
  "an indicator that grows by an amount": "按数量增长的指标",
  "an indicator that falls by a value": "下降若干的指标",
  "an amount of money that somebody sets aside, named behind it": "某方安排的资金，名称在其后",
  "the size of what is named behind it": "其后所指事物的规模",
  "an indicator that reaches a value": "达到某一数值的指标",
  "what there is so much of, named behind the value": "数值之后所指事物的现有数量",
  "a further value of the indicator before": "前一指标的又一数值",
  "so many in each of several places": "若干地方各自的数量",
  "so many things that are done, named behind the value": "要办的事，名称在数值之后",
  "so many things that somebody does, named behind the value": "某方要办的事，名称在数值之后",
  "so many things that are done, named on both sides of the value": "要办的事，名称在数值前后",
  "so many things that are done, named before the value": "要办的事，名称在数值之前",
  "a value inside a name": "名称之中的数值",
  "a name and its value": "名称及其数值",
  "a value and what it counts": "数值及其所计的事物",
  "so many more of what was named before": "前述事物又增加的数量",
  "a further value of the indicator before, without any word": "前一指标的又一数值，无其他文字",
  "the figure of a row in a column of a table": "表格中某行某列的数字",
  "the rate at which a row grows, in a column of growth": "增长列中某行的增长率",
  "the sum of a row over the period of a plan: a column headed 累计, or a figure in 〔 〕": "某行在规划期内的合计：表头为“累计”的列，或〔 〕中的数字",
  "the value of a number in Arabic or Chinese numerals, with its multiplier": "阿拉伯数字或中文数字连同倍数的值",
  "a number with its unit and the words that bound it; dates, ordinals, names and telephone numbers are none": "数字及其单位和限定词；日期、序数、名称、电话号码不算",
  "the cells of a table, merged ones in every place that they cover": "表格的单元格，合并者在其覆盖的每一处",
  "the year of a value: that of its clause, else of its sentence, paragraph, lead-in, column or heading, else counted from the document's date": "数值的年份：取自所在分句，其次句、段、引导语、表头、标题，再次按成文日期推算",
  "whether a statement is a target, tells what was reached, foresees or grants; without a word that says so it is a target": "是目标、实绩、预计还是给予标准；没有文字说明时为目标",
  "who answers for the task that a value belongs to, by labels in brackets, lines or sentences": "数值所属任务由谁负责：按括号、行或句中的标签",
  "the number of the document (发文字号) and those that it cites": "本文件的发文字号及其引用的文号",
  "the day on which the document was signed (成文日期), and that on which it was published": "成文日期与发布日期",
};

/** What the rule `id` finds, in the language of the page. */
function finds(id) {
  const words = own(HEAD.rules, id) ?? "";
  return (language === 1 && own(FINDS, words)) || words;
}
