package org.shootdown.machine;

import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * A CPU that makes every step on another one: what a class extends that is to change a few steps and leave the rest as
 * they are. Each method is forwarded as itself, those with a default too, so that the step keeps its name in traces;
 * who overrides {@link #readModifyWrite} therefore does not change {@link #xchg} and its like.
 */
public abstract class ForwardingCpu implements Cpu {
    /** Makes the steps. */
    protected final Cpu cpu;

    protected ForwardingCpu(Cpu cpu) {
        this.cpu = cpu;
    }

    @Override
    public int id() {
        return cpu.id();
    }

    @Override
    public int readOnce(Cell cell) {
        return cpu.readOnce(cell);
    }

    @Override
    public void writeOnce(Cell cell, int value) {
        cpu.writeOnce(cell, value);
    }

    @Override
    public int loadAcquire(Cell cell) {
        return cpu.loadAcquire(cell);
    }

    @Override
    public void storeRelease(Cell cell, int value) {
        cpu.storeRelease(cell, value);
    }

    @Override
    public int readModifyWrite(Cell cell, IntUnaryOperator f) {
        return cpu.readModifyWrite(cell, f);
    }

    @Override
    public int xchg(Cell cell, int value) {
        return cpu.xchg(cell, value);
    }

    @Override
    public int cmpxchg(Cell cell, int expected, int value) {
        return cpu.cmpxchg(cell, expected, value);
    }

    @Override
    public int addReturn(Cell cell, int delta) {
        return cpu.addReturn(cell, delta);
    }

    @Override
    public int setBit(Cell cell, int bit) {
        return cpu.setBit(cell, bit);
    }

    @Override
    public int clearBit(Cell cell, int bit) {
        return cpu.clearBit(cell, bit);
    }

    @Override
    public void smpMb() {
        cpu.smpMb();
    }

    @Override
    public void smpRmb() {
        cpu.smpRmb();
    }

    @Override
    public void smpWmb() {
        cpu.smpWmb();
    }

    @Override
    public int awaitUntil(Cell cell, IntPredicate until) {
        return cpu.awaitUntil(cell, until);
    }

    @Override
    public void spinLock(Cell lock) {
        cpu.spinLock(lock);
    }

    @Override
    public void spinUnlock(Cell lock) {
        cpu.spinUnlock(lock);
    }

    @Override
    public int irqSave() {
        return cpu.irqSave();
    }

    @Override
    public void irqRestore(int flags) {
        cpu.irqRestore(flags);
    }

    @Override
    public void sendIpi(int target, IpiFunction function) {
        cpu.sendIpi(target, function);
    }

    @Override
    public void awaitIpi(int target) {
        cpu.awaitIpi(target);
    }

    @Override
    public void callFunctionMany(int mask, IpiFunction function, boolean wait) {
        cpu.callFunctionMany(mask, function, wait);
    }

    @Override
    public void callFunctionMany(CpuMask mask, IpiFunction function, boolean wait) {
        cpu.callFunctionMany(mask, function, wait);
    }

    @Override
    public CpuMask onlineMask() {
        return cpu.onlineMask();
    }

    @Override
    public CpuMask emptyMask() {
        return cpu.emptyMask();
    }

    @Override
    public void forEach(CpuMask mask, IntConsumer body) {
        cpu.forEach(mask, body);
    }

    @Override
    public void forEachOther(CpuMask mask, IntConsumer body) {
        cpu.forEachOther(mask, body);
    }

    @Override
    public boolean anyOf(CpuMask mask, IntPredicate body) {
        return cpu.anyOf(mask, body);
    }

    @Override
    public void rcuReadLock() {
        cpu.rcuReadLock();
    }

    @Override
    public void rcuReadUnlock() {
        cpu.rcuReadUnlock();
    }

    @Override
    public void callRcu(Program callback) {
        cpu.callRcu(callback);
    }

    @Override
    public void synchronizeRcu() {
        cpu.synchronizeRcu();
    }

    @Override
    public int choose(int n) {
        return cpu.choose(n);
    }

    @Override
    public void stopVcpu(int vcpu) {
        cpu.stopVcpu(vcpu);
    }

    @Override
    public void resumeVcpu(int vcpu) {
        cpu.resumeVcpu(vcpu);
    }

    @Override
    public int walk(Page table, Cell entry, int owner, Walk walk) {
        return cpu.walk(table, entry, owner, walk);
    }

    @Override
    public int translate(Cell entry, int mapping, Page page, int owner) {
        return cpu.translate(entry, mapping, page, owner);
    }

    @Override
    public void touch(Page page, int owner, Walk walk) {
        cpu.touch(page, owner, walk);
    }

    @Override
    public void unlink(Page page) {
        cpu.unlink(page);
    }

    @Override
    public void relink(Page page) {
        cpu.relink(page);
    }

    @Override
    public void free(Page page) {
        cpu.free(page);
    }

    @Override
    public void repurpose(Page page) {
        cpu.repurpose(page);
    }

    @Override
    public void handOver(Page page, int owner) {
        cpu.handOver(page, owner);
    }

    @Override
    public void note(Ghost ghost, int value) {
        cpu.note(ghost, value);
    }

    @Override
    public void reached(Situation situation) {
        cpu.reached(situation);
    }

    @Override
    public void require(boolean condition, Property property, String otherwise) {
        cpu.require(condition, property, otherwise);
    }
}
