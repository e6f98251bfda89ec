//! Words that say what happens to an indicator, what stands before its name, and what a section is about.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::word_list::WordList;

/// The cue words, by what they say. The lists are sorted by length, longest first, so that the first match is the longest.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Cues {
    /// What happens to an indicator.
    pub verbs: Verbs,
    /// What a word says of the measure of a value.
    pub measures: Measures,
    /// Names of rates.
    pub rates: Rates,
    /// What may stand before the name of an indicator and is no part of it.
    pub frame: Frame,
    /// Words that a name is made of, or that are no name.
    pub names: Names,
    /// Names that stand in a list.
    pub lists: Lists,
    /// Verbs that grant an amount, and what stands beside them.
    pub grants: Grants,
    /// What may stand between a verb and its value.
    pub links: Links,
    /// Words around a place in an order.
    pub ranks: Ranks,
    /// Where the name that follows a value ends.
    pub noun_stop: NounStop,
    /// Names of projects that hold a capacity.
    pub projects: Projects,
    /// Words before counts of the document or the meeting itself.
    pub formalities: Formalities,
    /// By when a task is to be done.
    pub deadlines: Deadlines,
    /// What stands before a time.
    pub years: Years,
    /// What a heading says of the statements below it.
    pub sections: Sections,
    /// What a sentence says of the kind of its statements.
    pub statements: Statements,
    /// Heads of table columns.
    pub columns: Columns,
    /// What the words of rows and columns say of their figures.
    pub tables: Tables,
}

/// Words of rows and columns.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tables {
    /// The row is a place in an order: 排名.
    pub rank: WordList,
    /// It falls by its figure: 下降.
    pub fall: WordList,
    /// There is so much more of it: 新增.
    pub more: WordList,
    /// It grows by its figure: 增速.
    pub growth: WordList,
    /// 约束性.
    pub binding: WordList,
    /// 预期性.
    pub expected: WordList,
    /// The column was planned, also for a year that has passed: 预算.
    pub planned: WordList,
    /// It is to be reached, whatever the section tells of: 目标.
    pub targets: WordList,
    /// It is expected: 预计.
    pub foreseen: WordList,
}

/// Verbs by the measure they govern.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Verbs {
    /// It reaches, is or has the value: 达到.
    pub reach: WordList,
    /// So many more, done in the period: 新增, 建设.
    #[serde(rename = "do")]
    pub act: WordList,
    /// Verbs of doing that name what is counted: 脱贫3万人.
    pub nominal: WordList,
    /// It grows by the value: 增长.
    pub grow: WordList,
    /// It falls by the value: 下降.
    pub fall: WordList,
    /// The value is the old one: 由.
    pub from: WordList,
}

/// Words that say whether a value is a level or a change, where the shape of the clause does not.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Measures {
    /// Verbs by which there is more, of money too: 新增.
    pub more: WordList,
    /// Such words anywhere in a name: 城镇新增就业.
    pub more_named: WordList,
    /// Verbs by which there is less: 淘汰.
    pub less: WordList,
    /// Such words anywhere in a name.
    pub less_named: WordList,
    /// Units of what happens: 场.
    pub events: WordList,
    /// Words of a mean, which is a level: 日均.
    pub means: WordList,
    /// A count behind it was done, a sum reached: 完成.
    pub finish: WordList,
    /// Verbs of what there is: 拥有.
    pub state: WordList,
    /// Words of growth whose bare number is in per cent: 增长12.
    pub percent_growth: WordList,
    /// Names of rates of growth: 涨幅.
    pub growth_names: WordList,
    /// Ends of names of a stock, whatever verb stands before: 总量.
    pub stocks: WordList,
    /// Ends of the words before a value that is so much more: 县城道路新增86公里.
    pub more_ending: WordList,
}

/// Names of rates.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rates {
    /// How they end: 率, 比重.
    pub ends: WordList,
    /// Words of the names of numbers that have no unit: 指数.
    pub unitless: WordList,
}

impl Rates {
    /// Whether `name` is that of a rate or a share.
    #[must_use]
    pub fn names(&self, name: &str) -> bool {
        self.ends.suffix_of(name).is_some()
    }
}

/// Words in front of an indicator.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Frame {
    /// Where: 全市.
    pub scope: WordList,
    /// How: 力争, 加快.
    pub adverb: WordList,
    /// What is no name when it stands alone: 基本.
    pub empty: WordList,
    /// At the end of a name, or between a link and the value: 同比, 分别.
    pub trailing: WordList,
    /// Words of a mean, of which the end is not such a word: 人均.
    pub means: WordList,
    /// Between a number of years and a verb of doing: 累计 in 五年累计新增.
    pub after_years: WordList,
    /// Behind a number of years that only frames the statement: 三年后.
    pub years_behind: WordList,
    /// Before a number of years that only frames the statement: 连续三年.
    pub years_before: WordList,
}

/// Words of names.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Names {
    /// They say nothing without the name before: 总量.
    pub dependent: WordList,
    /// Names of sizes, whose value may stand before the thing: 规模.
    pub sizes: WordList,
    /// Names of aims, of which a share is fulfilled: 任务.
    pub aims: WordList,
    /// Verbs of fulfilling an aim: 超额完成.
    pub fulfil: WordList,
    /// Ends of the name of a growth: 年均增速.
    pub growth: WordList,
    /// Behind 比去年, what the subject is compared with: 预算.
    pub others: WordList,
    /// Where a name ends and a comparison begins: 高于.
    pub compares: WordList,
    /// Where a name ends and a bound begins: 不低于.
    pub bounds: WordList,
    /// What a clause behind its value begins with, if that is no name: 标准.
    pub not_behind: WordList,
    /// What a clause begins with that names no topic: 根据.
    pub not_topic: WordList,
    /// Before 年均, ends of the name of a growth: 增速年均.
    pub growth_ends: WordList,
    /// Ends of words that are part of a name before 项目: 新投产项目.
    pub newly: WordList,
    /// What such words name: 新投产项目.
    pub newly_named: WordList,
    /// Words with 占 that name no share: 占地.
    pub takes_land: WordList,
    /// What the name of a mean begins with: 人均.
    pub per_head: WordList,
    /// What a name begins with that is no part of it, in the order in which they are taken off: 全市.
    pub scopes: WordList,
}

/// Words of lists of names that share what is said of them.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Lists {
    /// Before the first name, but true of all: 省级.
    pub heads: WordList,
    /// Words for two things at once, and the two: 城乡.
    pub pairs: BTreeMap<String, [String; 2]>,
    /// How a list counts itself: 两大.
    pub counted: WordList,
    /// Ends of a name that is whole: 产值.
    pub measures: WordList,
}

/// Words around an amount that is granted.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Grants {
    /// Verbs that grant, and name nothing: 给予.
    pub give: WordList,
    /// Verbs that also name what is granted: 补助.
    pub named: WordList,
    /// Between such a verb and the amount: 每人每年.
    pub between: WordList,
    /// To whom is granted, right behind the verb: 企业.
    pub receivers: WordList,
    /// Verbs whose amount is paid out in all: 发放.
    pub spent: WordList,
    /// Verbs that impose a fine: 处以.
    pub fine: WordList,
}

impl Grants {
    /// All verbs that grant an amount.
    pub fn verbs(&self) -> impl Iterator<Item = &str> {
        self.give.iter().chain(&self.named).map(String::as_str)
    }
}

/// Words between a verb and its value.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Links {
    /// Between 由 and the old value: 年初.
    pub old_value: WordList,
    /// The stage of which the old value is: 高峰期.
    pub stages: WordList,
    /// The value holds for each: 每月.
    pub each: WordList,
    /// Where a further statement of the same subject begins: 并将.
    pub and_will: WordList,
    /// Before a multiple, what equals it: 相当于2倍.
    pub equal: WordList,
    /// Between two values of a clause, words that only join: 以及.
    pub joins: WordList,
    /// What begins with 每 and names a rate, not each: 每万人.
    pub per_thousand: WordList,
}

/// Words around a place in an order.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ranks {
    /// Verbs that take a place: 位居.
    pub verbs: WordList,
    /// Among what it is taken: 全省.
    pub fields: WordList,
    /// Before the count of those among whom it is taken: 全国 in 全国70个城市中.
    pub counted_fields: WordList,
    /// Behind that count: 中列.
    pub compared: WordList,
    /// In the clause before a place, words that say in what or how it is one: 居全国第一.
    pub cues: WordList,
    /// Right behind 第N, if it is a place: 第一和.
    pub behind_ordinal: WordList,
    /// Right before 第N的: 全国第一的.
    pub of_fields: WordList,
    /// Right before 第N位, words that put something there and rank nothing: 放在第一位.
    pub put: WordList,
    /// Right behind 第N位, where it is the place in a list of organs: 第一位的为牵头单位.
    pub duty_behind: WordList,
    /// Before 首位, verbs that make it a place: 居.
    pub first_verbs: WordList,
    /// Right before 首位: 全省首位.
    pub first_fields: WordList,
    /// Right before 第N位, verbs of moving to a place: 上升到第15位.
    pub moves: WordList,
    /// Right behind 前N: 前十行列.
    pub behind_within: WordList,
    /// Right behind 翻番, what names something by it: 翻番计划.
    pub not_doubling: WordList,
}

/// Words behind an indicator that follows its value.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NounStop {
    /// What is done with it: 作为, 用于.
    pub after: WordList,
    /// Behind an amount of money, verbs before what it is spent on: 设立.
    pub spent_on: WordList,
}

/// Words around a capacity that names a project.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Projects {
    /// What is named: 项目.
    pub nouns: WordList,
    /// Units of voltage, which never count what is built: 千伏.
    pub voltages: WordList,
    /// Right before the capacity: 年产.
    pub capacity: WordList,
}

/// Words before counts of the document or the meeting itself.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Formalities {
    /// Right before such a count: 一式, 共印.
    pub words: WordList,
    /// Right behind such a count: 张图纸, 名考官.
    pub behind: WordList,
    /// Anywhere before it in its clause, words of a visit: 率队.
    pub visits: WordList,
    /// Behind the number of a room: 室.
    pub rooms: WordList,
    /// Anywhere before it in the sentence: 出席：.
    pub labels: WordList,
    /// Right before a count, words that make it one of the attachment: 附件：.
    pub attachments: WordList,
    /// Before a count of texts, who offers them on a site: 小编.
    pub offers: WordList,
}

/// Labels of deadlines.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Deadlines {
    /// 完成时限.
    pub labels: WordList,
}

/// Words before times.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Years {
    /// A time behind them governs what follows, though it opens no clause: 预计.
    pub before: WordList,
    /// Verbs whose new value is of the time behind them: 增加到2025年的.
    pub change: WordList,
    /// 每年 in another clause does not hold for a clause that has them: 达到, 给予.
    pub once: WordList,
    /// A sentence that opens with them and a time speaks of that time: 刚刚过去的.
    pub opening: WordList,
    /// Words for the year that has passed: 过去一年.
    pub looks_back: WordList,
    /// Before a year that is compared with: 恢复到2019年的.
    pub restored: WordList,
    /// Before a year whose value is compared with: 相当于2019年的.
    pub equal: WordList,
    /// Behind a year, the prices of which are meant: 2020年价.
    pub prices: WordList,
}

/// Words of headings.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sections {
    /// Results stand below: 回顾.
    pub actual: WordList,
    /// Commitments stand below: 目标.
    pub target: WordList,
    /// Results stand below, if the heading ends with them: 全面完成.
    pub achieved: WordList,
    /// Such a heading tells what is striven for: 奋力.
    pub striving: WordList,
    /// The list that a sentence leads into holds results: 做了.
    pub lead_actual: WordList,
    /// It holds commitments: 重点抓好.
    pub lead_target: WordList,
    /// Terms are explained below: 名词解释.
    pub notes: WordList,
    /// Commitments stand below, unless a heading further out says otherwise: 工程.
    pub target_weak: WordList,
    /// Ends of the title of a document that sets rules: 办法.
    pub law_titles: WordList,
    /// Ends of the title of a plan: 规划纲要.
    pub plan_titles: WordList,
    /// In the title of a report that looks back and ahead: 工作报告.
    pub review_titles: WordList,
    /// In a sentence that leads into a list: 以下工作.
    pub opens_list: WordList,
    /// Ends of a sentence that leads into a list: 抓好以下工作。
    pub opens_list_ends: WordList,
    /// In such a sentence, what is done: 抓好.
    pub opens_list_verbs: WordList,
    /// In such a sentence, how the list counts itself: 个方面.
    pub opens_list_counts: WordList,
}

/// Words of statements.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Statements {
    /// Expected, not commanded: 预计.
    pub forecast: WordList,
    /// Compounds of such words that expect nothing: 恢复有望.
    pub not_forecast: WordList,
    /// To be reached, said in the clause: 力争.
    pub target: WordList,
    /// To be reached, said anywhere before in the sentence: 目标是.
    pub target_sentence: WordList,
    /// To be reached, if nothing else decides: 加快.
    pub target_weak: WordList,
    /// Reached: 已, 同比.
    pub actual: WordList,
    /// Where such words are no words: 项目前期.
    pub not_actual: WordList,
    /// Reached, if nothing else decides: 取得.
    pub actual_weak: WordList,
    /// Up to a day that has passed: 截至.
    pub until_now: WordList,
    /// Granted or set: 给予, 补助.
    pub provision: WordList,
    /// Compounds of such words that grant nothing: 补助收入.
    pub not_provision: WordList,
    /// Verbs that grant, at the beginning of the clause behind a condition: 奖.
    pub granted: WordList,
    /// Of a decision that confers an honour: 授予.
    pub award: WordList,
    /// Words of wishing that obtain in a review: 争取.
    pub obtains: WordList,
    /// Compounds of words of wishing that tell of what was won: 新争取.
    pub not_target: WordList,
    /// The amount is a state that is changed, not a grant: 提高到.
    pub changed: WordList,
    /// A bound of what is granted: 最高.
    pub cap: WordList,
    /// Words with 为了, 要 or 较 that say nothing of when it is reached: 主要.
    pub no_purpose: WordList,
    /// Ends of names whose rate a policy sets: 税率.
    pub rate_subjects: WordList,
}

/// Words of column heads, in the order in which they are tried.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Columns {
    pub serial: WordList,
    pub cumulative: WordList,
    pub growth: WordList,
    pub change: WordList,
    pub binding: WordList,
    pub lead: WordList,
    pub support: WordList,
    pub responsible: WordList,
    pub deadline: WordList,
    pub unit: WordList,
    pub category: WordList,
    pub name: WordList,
    pub task: WordList,
    pub baseline: WordList,
    pub value: WordList,
    pub target_value: WordList,
    pub remark: WordList,
}

impl Cues {
    /// The words of a table, those lists sorted of which the longest word counts.
    pub(super) fn sorted(mut self) -> Self {
        for list in [
            &mut self.verbs.reach,
            &mut self.verbs.act,
            &mut self.verbs.grow,
            &mut self.verbs.fall,
            &mut self.verbs.from,
            &mut self.frame.scope,
            &mut self.frame.adverb,
            &mut self.frame.trailing,
            &mut self.frame.after_years,
            &mut self.names.growth,
            &mut self.names.fulfil,
            &mut self.lists.heads,
            &mut self.grants.give,
            &mut self.grants.between,
            &mut self.grants.fine,
            &mut self.links.old_value,
            &mut self.links.each,
            &mut self.ranks.fields,
            &mut self.noun_stop.after,
        ] {
            *list = std::mem::take(list).longest_first();
        }
        self
    }
}

/// What a column of a table holds, by its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// 序号.
    Serial,
    /// A figure for a year or a plan: 2025年, “十四五”目标.
    Year,
    /// A figure summed over the period: 五年累计.
    Cumulative,
    /// A rate of growth: 年均增长.
    Growth,
    /// A rate of growth over one year: 比上年增长.
    Change,
    /// 约束性 or 预期性.
    Binding,
    /// Who leads.
    Lead,
    /// Who supports.
    Support,
    /// Who answers.
    Responsible,
    /// By when: 完成时限.
    Deadline,
    /// The unit of measure.
    Unit,
    /// A group of rows: 一级指标.
    Category,
    /// The name of the indicator.
    Name,
    /// A task in words.
    Task,
    /// The figure before: 基期.
    Baseline,
    /// A figure, without a year: 绝对数.
    Value,
    /// The figure to reach, without a year: 目标值.
    Target,
    /// 备注.
    Remark,
}

impl Column {
    /// Whether its head says of when a figure is, or that it is one, and not what it measures.
    #[must_use]
    pub fn holds_figures(self) -> bool {
        matches!(
            self,
            Self::Year | Self::Cumulative | Self::Growth | Self::Change | Self::Baseline | Self::Value | Self::Target
        )
    }
}

/// A column head of more characters than this is no head.
const LONGEST_HEAD: usize = 24;

impl Columns {
    /// What the column with this head holds, if the head says so.
    #[must_use]
    pub fn kind(&self, head: &str) -> Option<Column> {
        let solid = head.chars().filter(|character| !character.is_whitespace());
        if solid.clone().nth(LONGEST_HEAD).is_some() {
            return None;
        }
        let head: String = solid.collect();
        if head.is_empty() {
            return None;
        }
        let year = has_year(&head);
        let lists = [
            (&self.serial, Column::Serial),
            (&self.growth, Column::Growth),
            (&self.cumulative, Column::Cumulative),
            (&self.binding, Column::Binding),
            (&self.lead, Column::Lead),
            (&self.support, Column::Support),
            (&self.responsible, Column::Responsible),
            (&self.deadline, Column::Deadline),
            (&self.baseline, Column::Baseline),
        ];
        let found = lists.iter().find(|(words, _)| words.is_in(&head)).map(|&(_, kind)| kind);
        match found {
            // 2020年基期 is a figure of 2020 all the same; 2021年完成情况 is no deadline
            Some(kind) => return Some(kind),
            None if self.change.is_in(&head) && !head.contains("率数") => return Some(Column::Change),
            None if year => return Some(Column::Year),
            None => {}
        }
        [
            (&self.task, Column::Task),
            (&self.category, Column::Category),
            (&self.name, Column::Name),
            (&self.unit, Column::Unit),
            (&self.target_value, Column::Target),
            (&self.remark, Column::Remark),
            (&self.value, Column::Value),
        ]
        .iter()
        .find(|(words, _)| words.is_in(&head))
        .map(|&(_, kind)| kind)
    }
}

/// Whether a head names a year or a five-year plan.
fn has_year(head: &str) -> bool {
    let digits = head.chars().filter(char::is_ascii_digit).count();
    (digits >= 4 && head.contains('年'))
        || (digits == 4 && head.parse::<u16>().is_ok_and(|year| (1949..=2100).contains(&year)))
        || (head.contains('五') && (head.contains("期间") || head.contains('末')))
}
