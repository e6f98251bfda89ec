//! Writes a folder of made-up documents, the same for the same seed: text and pages, in three encodings, some broken, some
//! copies, some empty.
//!
//! ```sh
//! cargo run --release --example generate -- FOLDER 100000 1
//! ```

use std::{env, fs, path::Path, process::ExitCode};

/// A sequence of numbers that looks random (xorshift64*, Vigna 2016, <https://doi.org/10.1145/2845077>).
struct Numbers(u64);

impl Numbers {
    /// The next number below `end`.
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % end
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        // the remainder is below the length
        from[self.below(from.len() as u64) as usize]
    }
}

const PLACES: [&str; 6] = ["岭泽县", "汀溪市", "云陂区", "砚山镇", "沧原市", "桑浦县"];
const NAMES: [&str; 8] =
    ["林场", "高新技术企业", "众创空间", "农村公路", "养老机构床位", "污水处理厂", "充电桩", "标准化菜市场"];
const UNITS: [&str; 8] = ["个", "家", "个", "公里", "张", "座", "个", "家"];
const BODIES: [&str; 5] = ["县林业局", "市科技局", "县交通运输局", "市民政局", "县财政局"];

/// A document of some paragraphs.
fn document(numbers: &mut Numbers) -> String {
    let place = numbers.pick(&PLACES);
    let (year, serial) = (2020 + numbers.below(15), 1 + numbers.below(400));
    let mut text = format!(
        "{place}政发〔{year}〕{serial}号\n{place}人民政府关于印发工作方案的通知\n各乡镇人民政府：\n一、主要目标\n"
    );
    for _ in 0..1 + numbers.below(8) {
        let kind = numbers.below(NAMES.len() as u64) as usize;
        let (value, by) = (1 + numbers.below(5000), year + numbers.below(10));
        let body = numbers.pick(&BODIES);
        let (name, unit) = (NAMES[kind], UNITS[kind]);
        text += &match numbers.below(4) {
            0 => format!("到{by}年，{name}达到{value}{unit}以上（牵头单位：{body}）。\n"),
            1 => format!("{by}年新建{name}{value}{unit}，同比增长{}.{}%。\n", value % 30, value % 10),
            2 => format!("不断完善{place}服务体系，推动{name}提质扩面，加强组织领导。\n"),
            _ => format!("力争到{by}年底，{name}突破{value}{unit}，责任单位：{body}。\n"),
        };
    }
    text + &format!("{place}人民政府\n{year}年{}月{}日\n", 1 + numbers.below(12), 1 + numbers.below(28))
}

/// The same as a page between its navigation and its footer.
fn page(text: &str) -> String {
    let paragraphs: String = text.lines().map(|line| format!("<p>{line}</p>\n")).collect();
    format!(
        "<html><head><title>通知</title></head><body><ul><li><a href=\"/\">首页</a></li><li><a href=\"/a\">政务公开</a></li></ul>\n\
         <div class=\"content\">{paragraphs}</div><div class=\"footer\">版权所有 联系我们</div></body></html>\n"
    )
}

/// A file: its name's ending and its bytes.
fn file(numbers: &mut Numbers, last: &str) -> (&'static str, Vec<u8>) {
    let text = if numbers.below(20) == 0 { last.to_owned() } else { document(numbers) };
    let (ending, text) = if numbers.below(3) == 0 { ("html", page(&text)) } else { ("txt", text) };
    let mut bytes = match numbers.below(4) {
        0 => encoding_rs::GB18030.encode(&text).0.into_owned(),
        1 => encoding_rs::BIG5.encode(&text).0.into_owned(),
        _ => text.into_bytes(),
    };
    match numbers.below(50) {
        0 => bytes.clear(),
        1 => bytes.truncate(numbers.below(bytes.len() as u64) as usize),
        2 => {
            for _ in 0..5 {
                let at = numbers.below(bytes.len() as u64) as usize;
                bytes[at] = numbers.below(256) as u8;
            }
        }
        _ => {}
    }
    (ending, bytes)
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [folder, count, seed] = arguments.as_slice() else {
        eprintln!("usage: generate FOLDER COUNT SEED");
        return ExitCode::from(2);
    };
    let (Ok(count), Ok(seed)) = (count.parse::<u64>(), seed.parse::<u64>()) else {
        eprintln!("error: COUNT and SEED are whole numbers");
        return ExitCode::from(2);
    };
    // the sequence of zero is zeros
    let mut numbers = Numbers(seed.wrapping_mul(2).wrapping_add(1));
    let copied = document(&mut numbers);
    for number in 0..count {
        let folder = Path::new(folder).join(format!("{:03}", number / 1000));
        let (ending, bytes) = file(&mut numbers, &copied);
        let path = folder.join(format!("{number:06}.{ending}"));
        if let Err(error) = fs::create_dir_all(&folder).and_then(|()| fs::write(&path, bytes)) {
            eprintln!("error: {} cannot be written: {error}", path.display());
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}
