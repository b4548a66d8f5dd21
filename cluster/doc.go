// Package cluster shares a search out over NATS JetStream: a process that directs it, and workers on any number of machines.
//
// A search has a name. Its [Coordinator] is the process that plans and reports; it is what package scheduler calls
// Elsewhere. A turn of the search becomes messages in a work queue. A message is a parcel: several tasks, about as many as
// take a tenth of a second to a second. A worker leases a parcel: the server gives it to another one if it is neither
// answered nor renewed in time. The answer, the results, is stored before the parcel is acknowledged.
//
// What the server gives is used, and nothing of the kind made here: the work queue with its leases, redelivery and the
// recognition of messages that were sent twice; buckets whose keys expire, for who is there and who directs a search; the object store for where a
// search stands.
//
// # Guarantee
//
// A search comes to the same totals, findings and tokens as in one process, whoever is killed and whatever comes late or
// twice: a result belongs to a turn whose name is a digest of the state that it began with, and counts once. A
// process that is started with the name of a search whose coordinator is gone goes on with it. A worker carries out parcels of
// its own program only: of the same executable.
//
// # Limits
//
// Who may connect to the server is trusted: a message is held to its form and its checksum, not to who sent it. What a worker
// says to have seen is executed again by the coordinator as far as a schedule shows it, but counts are believed.
package cluster
