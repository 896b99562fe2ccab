//! Runs one file and calls its `upgrade`, if it has one: the smallest use of the host.
#![expect(clippy::unwrap_used, reason = "a tool for developers")]

use limbeck_python::{
    compile::{self, FileModule},
    native,
    traceback::{self, Ending},
    vm::{Host, Options, flush, on_large_stack},
};

fn main() {
    let code = on_large_stack(|| {
        let start = std::time::Instant::now();
        let path = std::env::args().nth(1).unwrap();
        let options = Options { search_path: std::env::args().skip(2).collect(), ..Options::default() };
        let host = Host::start(&options);
        let started = start.elapsed();
        let code = host.enter(|vm| {
            let source = std::fs::read_to_string(&path).unwrap();
            let compiled =
                compile::compile_source(&source, &path).map_err(|failure| failure.raise(&source, &path, vm));
            let name = compile::script_module_name(&path);
            let result =
                compiled.and_then(|code| FileModule::run(code, &name, &path, vm)).and_then(|module| {
                    let result = match module.get("upgrade", vm) {
                        Some(upgrade) => native::step::run(|| upgrade.call((), vm)).map(drop),
                        None => Ok(()),
                    };
                    module.clear();
                    result
                });
            if let Some(refusal) = native::latched() {
                flush(vm);
                eprintln!("{:#?}", refusal.diagnostic());
                return 1;
            }
            match result {
                Ok(()) => 0,
                Err(error) => {
                    flush(vm);
                    match traceback::ending(&error, vm) {
                        Ending::Exit { code, message } => {
                            if let Some(message) = message {
                                eprintln!("{message}");
                            }
                            code
                        }
                        Ending::Interrupted => 130,
                        Ending::Error(report) => {
                            eprint!("{}", report.traceback);
                            1
                        }
                    }
                }
            }
        });
        host.finish();
        if std::env::var_os("TIMES").is_some() {
            eprintln!("started {started:?}, done {:?}", start.elapsed());
        }
        code
    })
    .unwrap();
    std::process::exit(code);
}
