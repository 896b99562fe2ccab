//! Runs one file and calls its `upgrade`: the smallest use of the host.
use limbeck_python::vm::{Host, Options, on_large_stack};

fn main() {
    on_large_stack(|| {
        let start = std::time::Instant::now();
        let path = std::env::args().nth(1).unwrap();
        let source = std::fs::read_to_string(&path).unwrap();
        let host = Host::start(&Options::default());
        eprintln!("vm {:?}", start.elapsed());
        host.enter(|vm| {
            let scope = vm.new_scope_with_builtins();
            let code = vm.compile(&source, rustpython_vm::compiler::Mode::Exec, path.clone()).unwrap();
            if let Err(error) = vm.run_code_obj(code, scope.clone()) {
                vm.print_exception(error);
            }
            eprintln!("script {:?}", start.elapsed());
        });
    })
    .unwrap();
}
