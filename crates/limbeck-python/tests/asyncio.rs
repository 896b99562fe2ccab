//! The stand-in for asyncio does what CPython's does for programs that never really wait.

mod common;

use common::{Project, cpython, run};
use std::process::Command;

const PROGRAM: &str = "import asyncio
out = []
async def give(value):
    await asyncio.sleep(0)
    return value
async def fail():
    raise ValueError('x')
async def main():
    task = asyncio.create_task(give(1))
    out.append(await asyncio.gather(give(2), fail(), return_exceptions=True))
    out.append([await task, task.done(), await asyncio.wait_for(give(3), 5)])
    async with asyncio.Lock():
        out.append('locked')
    async with asyncio.TaskGroup() as group:
        inner = group.create_task(give(4))
    out.append(inner.result())
    event = asyncio.Event()
    async def setter():
        event.set()
    asyncio.create_task(setter())
    await event.wait()
    try:
        await asyncio.gather(fail())
    except ValueError as error:
        out.append(repr(error))
    async with asyncio.timeout(5):
        out.append([asyncio.iscoroutinefunction(main), asyncio.get_running_loop().is_running()])
    try:
        asyncio.run(give(5))
    except RuntimeError as error:
        out.append(str(error))
    done, pending = await asyncio.wait([asyncio.ensure_future(give(6))])
    out.append([len(done), len(pending), await asyncio.shield(give(7)), await asyncio.to_thread(max, 1, 8)])
    return 'end'
out.append(asyncio.run(main()))
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
out.append(loop.run_until_complete(give(9)))
loop.close()
for bad in (lambda: asyncio.run(3), asyncio.get_running_loop):
    try:
        bad()
    except (RuntimeError, ValueError) as error:
        out.append(str(error))
result = out
";

#[test]
fn programs_end_as_in_cpython() {
    let ours = run(&PROGRAM.replace("asyncio.run(give(5))", "coro = give(5); asyncio.run(coro)"));
    let Some(python) = cpython() else {
        println!("skipped: no CPython here");
        return;
    };
    let project = Project::new(&[("program.py", &format!("{PROGRAM}print(result)\n"))]);
    let output =
        Command::new(python).arg("-W").arg("ignore").arg(project.path("program.py")).output().unwrap();
    if !output.status.success() {
        println!("skipped: {}", String::from_utf8_lossy(&output.stderr));
        return;
    }
    assert_eq!(ours.value(), String::from_utf8_lossy(&output.stdout).trim());
}

#[test]
fn what_needs_a_real_loop_is_refused() {
    let outcome = run(
        "import asyncio\nasync def main():\n    await asyncio.open_connection('host', 1)\nasyncio.run(main())\n",
    );
    assert_eq!(outcome.refused(), "asyncio.open_connection");
    let outcome =
        run("import asyncio\nasync def main():\n    await asyncio.Event().wait()\nasyncio.run(main())\n");
    assert_eq!(outcome.refused(), "waiting for an event that nothing sets");
    assert_eq!(run("import asyncio\nresult = hasattr(asyncio, 'nothing')\n").value(), "False");
}
