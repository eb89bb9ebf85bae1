/* Code of our own, in the manner of a kernel's. */
#define take(x) READ_ONCE((x)->word)

#ifdef CONFIG_DEBUG_VM
static void publish(struct box *box)
{
	box->checked = 1;
}
#else
static void publish(struct box *box)
{
	WRITE_ONCE(box->word, 1);	/* first */
	smp_wmb();
	WRITE_ONCE(box->flag, 1);
}
#endif

static int helper(struct box *box)
{
	return READ_ONCE(box->hint);
}

static int look(struct box *box, int me)
{
	int seen;

	if (IS_ENABLED(CONFIG_DEBUG_VM) && READ_ONCE(box->debug))
		return 0;
	VM_WARN_ON(READ_ONCE(box->never));
	while (READ_ONCE(box->flag) == 0)
		cpu_relax();
	seen = helper(box) + take(box);
	if (seen)
		xchg(&box->owner, READ_ONCE(box->next));
	on_each_cpu_mask(mm_cpumask(box->mm), poke, box, 1);
	return seen;
}

static void poke(void *data)
{
	struct box *box = data;

	this_cpu_write(cpu_state.ctxs[box->slot].seen, 1);
	current->mm = next_mm;
	if (box->next->context.tlb_gen)
		publish(box);
	/* a { brace in a comment, and "one }" in a string */
	report("}");
}

static int gone(struct box *box)
{
	return atomic_read(&box->count);
}

static void counts(struct box *box)
{
	if (READ_ONCE(box->limit))
		box_seen(atomic_read(&box->count));
	else
		WRITE_ONCE(box->count, 0);
}
