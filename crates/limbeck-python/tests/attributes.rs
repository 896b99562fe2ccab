//! Attributes of classes written in Python: what is read and set in a loop, while classes and objects change, is what
//! CPython reads and sets. The loops are long enough for the virtual machine to take its short ways.

mod common;

use common::{cpython, run};
use std::process::Command;

const PROGRAM: &str = "out = []
class Plain:
    shared = 'class'
    def __init__(self):
        self.own = 'own'
    def method(self):
        return 'method'
    @property
    def made(self):
        return 'made ' + self.own
def read(thing, times=200):
    last = None
    for _ in range(times):
        last = (thing.own, thing.shared, thing.method(), thing.made)
    return last
one = Plain()
out.append(read(one))
one.shared = 'shadowed'
out.append(read(one))
one.method = lambda: 'of the object'
out.append(read(one))
Plain.shared = 'changed'
out.append(read(Plain()))
Plain.method = lambda self: 'other'
out.append(read(Plain()))
Plain.made = property(lambda self: 'remade')
out.append(read(Plain()))
Plain.own = property(lambda self: 'from the class', lambda self, value: None)
out.append(read(one))
del Plain.own
out.append(read(one))
class Other(Plain):
    shared = 'of other'
def change(thing):
    for number in range(200):
        if number == 150:
            thing.__class__ = Other
        last = thing.shared
    return last
out.append(change(Plain()))
class Base:
    pass
class Derived(Base):
    pass
def look(thing):
    found = []
    for number in range(300):
        if number == 100:
            Base.late = 1
        if number == 200:
            Derived.late = 2
        found.append(getattr(thing, 'late', 0))
        try:
            found.append(thing.late)
        except AttributeError as error:
            found.append(str(error))
    return found[0::150], found[1::150]
out.append(look(Derived()))
class Fallback:
    def __getattr__(self, name):
        return 'missing ' + name
def fall(thing):
    return [(thing.x, setattr(thing, 'x', number), thing.x, delattr(thing, 'x')) for number in range(200)][-1]
out.append(fall(Fallback()))
class Setting:
    seen = []
    def __setattr__(self, name, value):
        self.seen.append(name)
        super().__setattr__(name, value)
    def __delattr__(self, name):
        self.seen.append('del ' + name)
        object.__delattr__(self, name)
    def __getattribute__(self, name):
        return object.__getattribute__(self, name)
def settle(thing):
    for number in range(200):
        thing.x = number
        thing.y = number
        del thing.y
    return thing.x, len(thing.seen), thing.__dict__
out.append(settle(Setting()))
def late_setattr(thing):
    for number in range(300):
        if number == 150:
            type(thing).__setattr__ = lambda self, name, value: object.__setattr__(self, name, value * 2)
        thing.value = number
    return thing.value
out.append(late_setattr(Derived()))
def late_getattr():
    class Late:
        pass
    found = []
    for number in range(300):
        if number == 150:
            Late.__getattr__ = lambda self, name: name.upper()
        found.append(getattr(Late(), 'gone', None))
        if number > 150:
            found.append(Late().gone)
    return found[0], found[-1]
out.append(late_getattr())
class Slots:
    __slots__ = ('a',)
def slots(thing):
    for number in range(200):
        thing.a = number
        last = thing.a
    try:
        thing.b = 1
    except AttributeError:
        last = last, 'no b'
    return last
out.append(slots(Slots()))
class Descriptor:
    def __get__(self, instance, owner):
        return 'got', instance is None
class Described:
    x = Descriptor()
def described(thing):
    for number in range(300):
        if number == 100:
            thing.__dict__['x'] = 'in the object'
        if number == 200:
            Descriptor.__set__ = lambda self, instance, value: None
        last = thing.x
        if number in (50, 150, 250):
            out.append(last)
    return Described.x
out.append(described(Described()))
class Counted(type):
    def __setattr__(cls, name, value):
        type.__setattr__(cls, name, (value, 'by the metaclass'))
class Classy(metaclass=Counted):
    pass
for number in range(200):
    Classy.x = number
out.append((Classy.x, Classy().x))
class Raised(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code
def raising():
    for number in range(200):
        try:
            raise Raised(number)
        except Raised as error:
            last = error.code, error.args
    return last
out.append(raising())
out.append([type(getattr(object, name)).__name__ for name in ('__getattribute__', '__setattr__', '__delattr__')])
replaced = Base()
replaced.__dict__ = {'v': 1}
def through(thing):
    for number in range(200):
        thing.__dict__['v'] = number
        last = thing.v
    return last
out.append(through(replaced))
result = repr(out)";

/// The same for classes whose attributes are found natively before `__getattr__` is asked; CPython has no need of it.
const QUICK: &str = "try:
    from _limbeck import quick_attributes
except ImportError:
    quick_attributes = lambda cls: cls
class Base:
    shared = 'shared'
    def method(self):
        return 'method'
@quick_attributes
class Quick(Base):
    def __init__(self):
        self.own = 'own'
    @property
    def gone(self):
        raise AttributeError('inner')
    @property
    def broken(self):
        raise ValueError('broken')
    @property
    def given(self):
        return 'given'
    def __getattr__(self, name):
        if name.startswith('_'):
            raise AttributeError('no ' + name)
        return 'asked for ' + name
class Derived(Quick):
    shared = 'of derived'
class Own(Quick):
    def __getattribute__(self, name):
        return 'own ' + name
out = []
def read(thing):
    for _ in range(200):
        last = [thing.own, thing.shared, thing.method(), thing.given, thing.gone, thing.other]
    for name in ('_hidden', 'broken'):
        try:
            last.append(getattr(thing, name))
        except Exception as error:
            last.append(repr(error))
    return last + [hasattr(thing, '_hidden'), getattr(thing, '_hidden', 0)]
out.append(read(Quick()))
out.append(read(Derived()))
one = Quick()
one.given_later = 1
one.other = 'set'
out.append((read(one), one.given_later, Own().anything))
Quick.shared = property(lambda self: 'late')
out.append(read(one))
Quick.__getattr__ = lambda self, name: 'otherwise ' + name
out.append((one.more, Derived().more))
del Quick.__getattr__
out.append([hasattr(one, 'more'), hasattr(Derived(), 'more'), one.own])
result = repr(out)";

#[expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a panic fails the test, a line says what it skipped"
)]
fn alike(program: &str) {
    let ours = run(program);
    let Some(python) = cpython() else {
        println!("skipped: no CPython here");
        return;
    };
    let output = Command::new(python).arg("-c").arg(format!("{program}\nprint(result)")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(ours.value(), String::from_utf8_lossy(&output.stdout).trim());
}

#[test]
fn attributes_found_natively_are_those_of_cpython() {
    alike(QUICK);
}

#[test]
fn attributes_are_read_and_set_as_in_cpython() {
    alike(PROGRAM);
}
